package io.acexy.server.launch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * What the process does when it is signalled, in place of what a JVM does. Reflective, because the one class that can is not part of
 * Java's API, though of every JVM (module {@code jdk.unsupported}, as sun.misc.Signal).
 */
public final class Signals {

    private Signals() {}

    /**
     * Takes a signal over.
     *
     * @param name without SIG
     * @param then is given its number, on a thread of the JVM, each time
     * @return false where this JVM gives it to nobody
     */
    public static boolean take(String name, IntConsumer then) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler taken = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    then.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> name;
            };
            Object ours = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, taken);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
