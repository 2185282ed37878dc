package io.acexy.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.DependsOnJvm;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DependsOnJvm
class FatJarTest {

    private JarFile jar;
    private List<String> names;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(AcexyProcess.jar().toFile());
        names = jar.stream().map(ZipEntry::getName).toList();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void theManifestStartsMainAndAllowsNativeAccess() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();
        assertThat(manifest.getValue("Main-Class")).isEqualTo("io.acexy.server.Main");
        assertThat(manifest.getValue("Implementation-Version")).matches("[0-9].*");
        assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
    }

    @Test
    void boringSslIsInsideForBothProcessors() {
        assertThat(names)
                .contains(
                        "META-INF/native/libnetty_tcnative_linux_x86_64.so",
                        "META-INF/native/libnetty_tcnative_linux_aarch_64.so",
                        "io/netty/internal/tcnative/SSL.class");
    }

    @Test
    void epollAndIoUringAreInsideForBothProcessors() {
        assertThat(names)
                .contains(
                        "META-INF/native/libnetty_transport_native_epoll_x86_64.so",
                        "META-INF/native/libnetty_transport_native_epoll_aarch_64.so",
                        "META-INF/native/libnetty_transport_native_io_uring42_x86_64.so",
                        "META-INF/native/libnetty_transport_native_io_uring42_aarch_64.so",
                        "io/netty/channel/epoll/Epoll.class",
                        "io/netty/channel/uring/IoUring.class");
    }

    @Test
    void noOtherNativeLibraryIsInside() {
        assertThat(names)
                .filteredOn(name -> name.matches(".*\\.(so|dll|jnilib|dylib)"))
                .hasSize(6);
    }

    @Test
    void whatTheProductNeverSpeaksStaysOut() {
        assertThat(names)
                .noneMatch(name -> name.startsWith("io/netty/handler/codec/quic/")
                        || name.startsWith("io/netty/handler/codec/http2/")
                        || name.startsWith("io/netty/handler/codec/http3/")
                        || name.startsWith("io/netty/handler/codec/mqtt/")
                        || name.startsWith("io/netty/handler/codec/redis/")
                        || name.startsWith("io/netty/channel/kqueue/"));
    }

    @Test
    void nothingOfTheTestsIsInside() {
        assertThat(names)
                .noneMatch(name -> name.startsWith("org/junit/")
                        || name.startsWith("org/assertj/")
                        || name.startsWith("com/tngtech/")
                        || name.startsWith("io/acexy/testkit/")
                        || name.startsWith("io/acexy/it/"));
    }

    @Test
    void theServiceFilesAndTheLicenceAreInside() throws IOException {
        assertThat(names)
                .contains(
                        "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                        "META-INF/services/ch.qos.logback.classic.spi.Configurator",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE");
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void nettyFindsTheVersionsOfAllItsParts() throws IOException {
        Properties versions = new Properties();
        versions.load(jar.getInputStream(jar.getEntry("META-INF/io.netty.versions.properties")));
        assertThat(versions.stringPropertyNames())
                .contains(
                        "netty-buffer.version",
                        "netty-transport.version",
                        "netty-codec-http.version",
                        "netty-transport-classes-epoll.version",
                        "netty-transport-classes-io_uring.version");
    }
}
