package io.acexy.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("architecture")
class WallsTest {

    private static final String REAL = "io.acexy";
    private static final String WRONG = "io.acexy.it.architecture.wrong";

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(REAL);
    private final JavaClasses mistakes = new ClassFileImporter().importPackages(WRONG);

    @Test
    void everyModuleIsLookedAt() {
        assertThat(product.stream().map(type -> type.getPackageName()))
                .contains("io.acexy.core", "io.acexy.orchestrator", "io.acexy.server.config", "io.acexy.simulator");
    }

    @TestFactory
    Stream<DynamicTest> everyWallStands() {
        return rules(REAL).entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    ArchRule rule = entry.getValue();
                    rule.check(product);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleRejectsADeliberateMistake() {
        return rules(WRONG).entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    ArchRule rule = entry.getValue();
                    assertThat(rule.evaluate(mistakes).hasViolation())
                            .as(rule.getDescription())
                            .isTrue();
                }));
    }

    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new TreeMap<>(new Walls(root).rules());
        rules.putAll(new Rooms(root).rules());
        return rules;
    }
}
