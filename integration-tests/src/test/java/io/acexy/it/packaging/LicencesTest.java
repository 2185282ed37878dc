package io.acexy.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of what others have made, in the jar, against the jar and what it was packed from. */
class LicencesTest {

    private static final String LIST = "META-INF/THIRD-PARTY.md";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\S+:\\S+) \\| (\\S+) \\| (\\S[^|]*) \\|$");
    private static final Pattern VENDORED = Pattern.compile("(?m)^== (\\S+) (\\S+)$");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(AcexyProcess.jar().toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void whatIsPackedIsListedWithItsVersionAndNothingElseIs() throws IOException {
        Set<String> packed = code(jar);
        packed.removeIf(name -> name.startsWith("io/acexy/"));
        Set<String> unknown = new HashSet<>(packed);
        Set<String> artifacts = new TreeSet<>();
        for (Path path : dependencies()) {
            try (JarFile dependency = new JarFile(path.toFile())) {
                Set<String> code = code(dependency);
                if (code.stream().anyMatch(packed::contains)) {
                    artifacts.add(coordinates(path));
                    unknown.removeAll(code);
                }
            }
        }
        VENDORED.matcher(text("io/acexy/server/page/vendor/LICENSES.txt"))
                .results()
                .forEach(found -> artifacts.add("npm:" + found.group(1) + " " + found.group(2)));
        assertThat(unknown).isEmpty();
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(artifacts);
    }

    @Test
    void theTextsThatTheListLeadsToAreInside() throws IOException {
        List<String> named = Pattern.compile("(?:META-INF|io/acexy)/[\\w/.-]*\\w")
                .matcher(text(LIST))
                .results()
                .map(found -> found.group())
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(4)
                .allSatisfy(name -> assertThat(jar.getEntry(name)).as(name).isNotNull());
        assertThat(text(LIST)).contains("QOS.ch", "Gil Tene");
    }

    /** Names of what runs. */
    private static Set<String> code(JarFile jar) {
        return jar.stream()
                .map(ZipEntry::getName)
                .filter(name ->
                        name.endsWith(".so") || (name.endsWith(".class") && !name.endsWith("module-info.class")))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<Path> dependencies() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(path -> path.endsWith(".jar") && path.contains("repository"))
                .map(Path::of)
                .toList();
    }

    /** By its place in the local repository: group/artifact/version/file. */
    private static String coordinates(Path path) {
        Path version = path.getParent();
        Path artifact = version.getParent();
        String group = artifact.getParent().toString().replaceFirst(".*repository.", "");
        return group.replace(File.separatorChar, '.') + ":" + artifact.getFileName() + " " + version.getFileName();
    }

    private List<String> listed() throws IOException {
        List<String> rows = new ArrayList<>();
        ROW.matcher(text(LIST)).results().forEach(row -> rows.add(row.group(1) + " " + row.group(2)));
        return rows;
    }

    private String text(String name) throws IOException {
        assertThat(jar.getEntry(name)).as(name).isNotNull();
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
