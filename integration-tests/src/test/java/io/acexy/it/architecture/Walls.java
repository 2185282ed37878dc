package io.acexy.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * The habits of the house, and the walls between its modules, below any root package: below the real one they hold, below the
 * one with deliberate mistakes each must fail. A room that is still empty breaks no rule. The arrows between rooms are
 * {@link Rooms}.
 *
 * @param root such as {@code io.acexy}
 */
record Walls(String root) {

    private static final String CHANNELS = "io.netty.channel..";

    /** Every rule under a name that says what it keeps. */
    Map<String, ArchRule> rules() {
        return Map.ofEntries(
                Map.entry("mpegts is pure", mpegtsKnowsNoChannels()),
                Map.entry("core stands alone", standsAlone("core", "orchestrator", "server", "simulator")),
                Map.entry("orchestrator stands alone", standsAlone("orchestrator", "core", "server", "simulator")),
                Map.entry("simulator stands alone", standsAlone("simulator", "core", "orchestrator", "server")),
                Map.entry("only the demo simulates", onlyTheDemoKnowsTheSimulator()),
                Map.entry("config knows no channels", configKnowsNoChannels()),
                Map.entry("settings knows nobody", serverRoomKnowsNobody("settings")),
                Map.entry("net knows nobody", serverRoomKnowsNobody("net")),
                Map.entry("http knows no room behind it", httpKnowsNoRoomBehindIt()),
                Map.entry("only settings reads the process", onlySettingsReadsPropertiesAndEnvironment()),
                Map.entry("one logging", noJavaUtilLogging()),
                Map.entry("nobody sleeps", nobodySleeps()),
                Map.entry("static fields are final", staticFieldsAreFinal()),
                Map.entry("static fields hold no state", staticFieldsHoldNoState()));
    }

    private ArchRule mpegtsKnowsNoChannels() {
        return noClasses()
                .that()
                .resideInAPackage(core("mpegts"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CHANNELS)
                .because("mpegts turns bytes into meaning and does nothing else")
                .allowEmptyShould(true);
    }

    private ArchRule standsAlone(String module, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = module(others[i]);
        }
        return noClasses()
                .that()
                .resideInAPackage(module(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("only the server knows all modules")
                .allowEmptyShould(true);
    }

    private ArchRule onlyTheDemoKnowsTheSimulator() {
        return noClasses()
                .that(resideInAPackage(module("server")).and(DescribedPredicate.not(simpleNameStartingWith("Demo"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module("simulator"))
                .because("real streams come from real engines")
                .allowEmptyShould(true);
    }

    private ArchRule configKnowsNoChannels() {
        return noClasses()
                .that()
                .resideInAnyPackage(server("config"), server("settings"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CHANNELS)
                .because("settings are values")
                .allowEmptyShould(true);
    }

    private ArchRule serverRoomKnowsNobody(String room) {
        return noClasses()
                .that()
                .resideInAPackage(server(room))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(root + "..").and(DescribedPredicate.not(resideInAPackage(server(room)))))
                .because("a mechanism serves any program")
                .allowEmptyShould(true);
    }

    private ArchRule httpKnowsNoRoomBehindIt() {
        return noClasses()
                .that()
                .resideInAPackage(server("http"))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(server("http"), root + ".core"))))
                .because("the rooms register their routes")
                .allowEmptyShould(true);
    }

    private ArchRule onlySettingsReadsPropertiesAndEnvironment() {
        return noClasses()
                .that(inTheProduct().and(DescribedPredicate.not(resideInAPackage(server("settings")))))
                .should()
                .callMethodWhere(calls("getenv", "java.lang.System"))
                .orShould()
                .callMethodWhere(calls("getProperty", "java.lang.System"))
                .orShould()
                .callMethodWhere(calls("getProperties", "java.lang.System"))
                .orShould()
                .callMethodWhere(calls("getInteger", "java.lang.Integer"))
                .orShould()
                .callMethodWhere(calls("getLong", "java.lang.Long"))
                .orShould()
                .callMethodWhere(calls("getBoolean", "java.lang.Boolean"))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.netty.util.internal.SystemPropertyUtil")
                .because("a setting that is not declared is in no documentation")
                .allowEmptyShould(true);
    }

    private ArchRule noJavaUtilLogging() {
        return noClasses()
                .that(inTheProduct())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("SLF4J is the one way to log")
                .allowEmptyShould(true);
    }

    private ArchRule nobodySleeps() {
        return noClasses()
                .that(inTheProduct())
                .should()
                .callMethodWhere(calls("sleep", Thread.class.getName()))
                .orShould()
                .callMethodWhere(calls("sleep", TimeUnit.class.getName()))
                .because("one waits for the thing itself, and never on an event loop")
                .allowEmptyShould(true);
    }

    private ArchRule staticFieldsAreFinal() {
        return fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(inTheProduct())
                .should()
                .beFinal()
                .because("nothing mutable is static")
                .allowEmptyShould(true);
    }

    private ArchRule staticFieldsHoldNoState() {
        return noFields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(inTheProduct())
                .should()
                .haveRawType(DescribedPredicate.describe("a mutable holder", Walls::holdsState))
                .because("nothing mutable is static")
                .allowEmptyShould(true);
    }

    private static boolean holdsState(JavaClass type) {
        return type.isAssignableTo(AtomicBoolean.class)
                || type.isAssignableTo(AtomicInteger.class)
                || type.isAssignableTo(AtomicLong.class)
                || type.isAssignableTo(AtomicReference.class)
                || type.isAssignableTo(LongAdder.class)
                || type.isAssignableTo(ThreadLocal.class)
                || type.getPackageName().equals("java.util.concurrent");
    }

    private static DescribedPredicate<JavaCall<?>> calls(String method, String owner) {
        return DescribedPredicate.describe(
                owner + "." + method,
                call -> call.getTarget().getName().equals(method)
                        && call.getTargetOwner().isAssignableTo(owner));
    }

    private DescribedPredicate<JavaClass> inTheProduct() {
        return resideInAnyPackage(module("core"), module("orchestrator"), module("server"), module("simulator"));
    }

    private String module(String name) {
        return root + "." + name + "..";
    }

    private String core(String room) {
        return root + ".core." + room + "..";
    }

    private String server(String room) {
        return root + ".server." + room + "..";
    }
}
