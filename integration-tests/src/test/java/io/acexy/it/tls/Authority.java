package io.acexy.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes certificates by openssl, in a folder. */
record Authority(Path folder) {

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** One that vouches for itself, for some hosts; files that are there are replaced, each as a whole. */
    void selfSigned(String name, String... hosts) throws Exception {
        String names =
                String.join(",", Arrays.stream(hosts).map(host -> "DNS:" + host).toList());
        make(name, "-addext", "subjectAltName=" + names);
    }

    /** One that may vouch for others. */
    void root(String name) throws Exception {
        make(name, "-addext", "keyUsage=keyCertSign");
    }

    /** One for a client, by a root. */
    void client(String name, String root) throws Exception {
        make(
                name,
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-CA",
                certificate(root).toString(),
                "-CAkey",
                key(root).toString());
    }

    private void make(String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("req", "-x509", "-newkey", "ec", "-pkeyopt"));
        arguments.addAll(List.of("ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=" + name));
        arguments.addAll(List.of(
                "-out",
                folder.resolve("next.pem").toString(),
                "-keyout",
                folder.resolve("next.key").toString()));
        arguments.addAll(List.of(more));
        Program.Result made = Program.run("openssl", arguments.toArray(String[]::new));
        assertThat(made.exitCode()).as(made.output()).isZero();
        Files.move(folder.resolve("next.key"), key(name), StandardCopyOption.REPLACE_EXISTING);
        Files.move(folder.resolve("next.pem"), certificate(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
