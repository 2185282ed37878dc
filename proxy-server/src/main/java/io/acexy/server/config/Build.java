package io.acexy.server.config;

/** Which build of this program it is that runs. */
public final class Build {

    private Build() {}

    /** From the manifest of the jar; classes alone have no version. */
    public static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
