package io.acexy.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jacoco.agent.rt.RT;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.tools.ExecFileLoader;

/**
 * How much of its readers a fuzz target reaches with all that was kept: the share of their lines, in whole percent, on the first line of the
 * output; then what it misses, class by class. Arguments: the target's class, and folders of inputs. Runs under JaCoCo's agent.
 */
final class Coverage {

    private final ExecFileLoader reached = new ExecFileLoader();
    private final Map<String, List<Integer>> missed = new LinkedHashMap<>();
    private int lines;
    private int seen;

    private Coverage() {}

    /** See above. */
    public static void main(String[] arguments) throws Exception {
        Class<?> target = Class.forName(arguments[0]);
        Reads reads = target.getAnnotation(Reads.class);
        if (reads == null) {
            throw new IllegalArgumentException(arguments[0] + " does not say what it @Reads");
        }
        for (String folder : Arrays.asList(arguments).subList(1, arguments.length)) {
            replay(target, Path.of(folder));
        }
        Coverage coverage = new Coverage();
        coverage.reached.load(new ByteArrayInputStream(RT.getAgent().getExecutionData(false)));
        for (Class<?> reader : reads.value()) {
            for (Class<?> part : reader.getNestMembers()) {
                coverage.add(part);
            }
        }
        System.out.println(100 * coverage.seen / Math.max(1, coverage.lines));
        coverage.missed.forEach((reader, missing) -> System.out.println(reader + ": " + missing));
        // Whatever a target has started.
        System.exit(0);
    }

    private static void replay(Class<?> target, Path folder) throws Exception {
        Method method = Arrays.stream(target.getDeclaredMethods())
                .filter(one -> one.isAnnotationPresent(FuzzTest.class))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        Constructor<?> constructor = target.getDeclaredConstructor();
        constructor.setAccessible(true);
        List<Path> inputs;
        try (Stream<Path> files = Files.list(folder)) {
            inputs = files.toList();
        }
        for (Path input : inputs) {
            method.invoke(constructor.newInstance(), (Object) Files.readAllBytes(input));
        }
    }

    private void add(Class<?> part) throws IOException {
        CoverageBuilder found = new CoverageBuilder();
        String file = "/" + part.getName().replace('.', '/') + ".class";
        try (InputStream bytes = part.getResourceAsStream(file)) {
            new Analyzer(reached.getExecutionDataStore(), found).analyzeClass(bytes, file);
        }
        for (IClassCoverage one : found.getClasses()) {
            lines += one.getLineCounter().getTotalCount();
            seen += one.getLineCounter().getCoveredCount();
            List<Integer> missing = missing(one);
            if (!missing.isEmpty()) {
                missed.put(part.getName(), missing);
            }
        }
    }

    private static List<Integer> missing(IClassCoverage of) {
        List<Integer> missing = new ArrayList<>();
        for (int number = of.getFirstLine(); number <= of.getLastLine(); number++) {
            if (of.getLine(number).getStatus() == ICounter.NOT_COVERED) {
                missing.add(number);
            }
        }
        return missing;
    }
}
