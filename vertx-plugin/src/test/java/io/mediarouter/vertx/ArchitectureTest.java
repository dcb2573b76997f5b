package io.mediarouter.vertx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.mediarouter.Assembly;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import java.util.Arrays;
import java.util.Set;

@AnalyzeClasses(packages = "io.mediarouter", importOptions = ArchitectureTest.MainClasses.class)
class ArchitectureTest {
  /** In a full build the core's tests come as a jar, which no option of the library tells apart. */
  static final class MainClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar") && !location.contains("/test-classes/");
    }
  }

  private static final String[] CORE = {
    "io.mediarouter",
    "io.mediarouter.batch..",
    "io.mediarouter.container..",
    "io.mediarouter.estimate..",
    "io.mediarouter.farm..",
    "io.mediarouter.health..",
    "io.mediarouter.media..",
    "io.mediarouter.orca..",
    "io.mediarouter.outcome..",
    "io.mediarouter.plan..",
    "io.mediarouter.popularity..",
    "io.mediarouter.request..",
    "io.mediarouter.schedule..",
    "io.mediarouter.select..",
    "io.mediarouter.speculate..",
    "io.mediarouter.state",
    "io.mediarouter.store..",
    "io.mediarouter.stream..",
    "io.mediarouter.urgency..",
  };

  private static final String CONFIG = "io.mediarouter.vertx.config";

  /** Of Vert.x, {@code join} waits for nothing: it is a future of several. */
  private static final DescribedPredicate<JavaCall<?>> A_WAIT =
      DescribedPredicate.describe(
          "a wait",
          call ->
              isCall(call, java.util.concurrent.Future.class, "get", "join")
                  || isCall(call, Future.class, "await")
                  || isCall(call, Thread.class, "sleep", "join"));

  private static boolean isCall(JavaCall<?> call, Class<?> type, String... names) {
    return call.getTargetOwner().isAssignableTo(type)
        && Set.of(names).contains(call.getTarget().getName());
  }

  @ArchTest
  static final ArchRule theCore_needsNothingButTheJdk =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with(CORE, "java..", "org.jspecify.annotations"));

  @ArchTest
  static final ArchRule theCoresPackages_haveNoCycles =
      slices().matching("io.mediarouter.(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule thePluginsPackages_haveNoCycles =
      slices().matching("io.mediarouter.vertx.(**)").should().beFreeOfCycles();

  /** A room with rooms in it is one to those beside it. */
  @ArchTest
  static final ArchRule thePluginsRooms_haveNoCycles =
      slices().matching("io.mediarouter.vertx.(*)..").should().beFreeOfCycles();

  /**
   * Who else asks a server does so by {@code Connections}. The stand-alone host gives Vert.x's
   * proxy the client that it wants, and that is never used.
   */
  @ArchTest
  static final ArchRule clientsOfServers_areOnlyWhereConnectionsAreMade =
      noClasses()
          .that()
          .resideInAPackage("io.mediarouter.vertx..")
          .and()
          .resideOutsideOfPackage("io.mediarouter.vertx.call")
          .and()
          .doNotHaveSimpleName("ProxyVerticle")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(HttpClient.class, HttpClientAgent.class);

  @ArchTest
  static final ArchRule howKeysAreWritten_knowsNoKey =
      noClasses()
          .that()
          .resideInAnyPackage(CONFIG + ".form", CONFIG + ".tree")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              CONFIG,
              CONFIG + ".front",
              CONFIG + ".policies",
              CONFIG + ".resilience",
              CONFIG + ".servers");

  @ArchTest
  static final ArchRule vertx_isOnlyInThePlugin =
      noClasses()
          .that(
              resideInAPackage("io.mediarouter..")
                  .and(DescribedPredicate.not(resideInAPackage("io.mediarouter.vertx.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule thePlugin_neverWaits =
      noClasses()
          .that()
          .resideInAPackage("io.mediarouter.vertx..")
          .and()
          .resideOutsideOfPackage("io.mediarouter.vertx.cli")
          .and()
          .areNotAnnotatedWith(Assembly.class)
          .should()
          .callMethodWhere(A_WAIT);

  private static String[] with(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
