package io.acexy.server.config;

import io.acexy.server.settings.SettingTables;

/** Writes {@code docs/configuration.md}. */
public final class ConfigDocs {

    private static final String INTRODUCTION =
            """
            # Configuration

            <!-- Written by `java -jar proxy-server/target/acexy.jar --print-docs`. Change the code, not this page. -->

            A setting is written in one of four places; a higher one wins:

            | place | example |
            |---|---|
            | command line | `--listen-addr=:9090` |
            | system property | `java -Dacexy.listen.addr=:9090 -jar acexy.jar` |
            | environment | `ACEXY_LISTEN_ADDR=:9090` |
            | file, named by `acexy.config` | `acexy.listen.addr=:9090` |

            One rule ties the names: the property `acexy.listen.addr` is the variable `ACEXY_LISTEN_ADDR` and the option
            `--listen-addr`. A wrong value, an unknown option, an unknown `acexy.*` property or an unknown key in the file
            refuses to start with exit code 2 and says what is allowed; all errors are reported together. An unknown
            `ACEXY_*` variable is only logged as a warning, because other programs have such variables too, and an empty
            variable counts as not set. `--print-config` shows what holds and where it was written.

            At SIGHUP, and at `POST /api/v1/reload`, the file is read again, and so are the files of keys, secrets and certificates.
            What applies *at once* holds then, without cutting anybody; the rest is named in the log and in the answer, and holds at
            the next start, as does all of TLS, lists and guides where there was none at this one. A setting that is wrong changes
            nothing at all, and is named too.

            Durations are written `500ms`, `15s`, `1m30s` or `1.5h`; a bare number is refused, except 0. Sizes are written
            `4.2MiB`, `64KiB` (1024s), `512KB`, `1GB` (1000s) or in plain bytes. Booleans are `true` and `false`, also `t`,
            `f`, `1`, `0`. Names of values may be in any case.
            """;

    private ConfigDocs() {}

    /** The page, with a line feed after each line. */
    public static String markdown() {
        return INTRODUCTION + SettingTables.markdown(Acexy.SETTINGS);
    }
}
