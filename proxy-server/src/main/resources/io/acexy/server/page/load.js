// Packages that are loaded when somebody needs them. They are beside the page: nothing comes from elsewhere.

const loaded = new Map();

function once(name, load) {
  if (!loaded.has(name)) {
    const loading = load();
    loading.catch(() => loaded.delete(name));
    loaded.set(name, loading);
  }
  return loaded.get(name);
}

/** A package that puts itself into the window. */
function script(file, global) {
  return once(file, () => new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = `page/vendor/${file}`;
    element.onload = () => resolve(window[global]);
    element.onerror = () => reject(new Error(`${file} cannot be loaded`));
    document.head.append(element);
  }));
}

export const mpegts = () => script('mpegts.js', 'mpegts').then((library) => {
  library.LoggingControl.enableAll = false;
  return library;
});

export const uplot = () => once('uPlot', async () => {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = 'page/vendor/uPlot.min.css';
  document.head.append(style);
  return script('uPlot.iife.min.js', 'uPlot');
});

export const hls = () => once('hls', async () => (await import('./vendor/hls.light.min.mjs')).default);
