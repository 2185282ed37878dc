// Before the first paint, so that it has the colours that were chosen.
(() => {
  let theme = 'auto';
  try {
    theme = localStorage.getItem('acexy.theme') ?? 'auto';
  } catch {
    // no storage: as the system has it
  }
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
})();
