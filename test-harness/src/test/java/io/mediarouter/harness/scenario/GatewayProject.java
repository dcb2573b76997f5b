package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The gateway of {@code examples/gateway}, built as an integrator does it: a Maven project of its
 * own against the artifacts that an installation puts into a repository, which is one of its own,
 * too.
 */
final class GatewayProject {
  private static final Path SOURCE = Path.of("examples", "gateway");
  private static final Path MAVEN = Path.of("..", "mvnw").toAbsolutePath().normalize();

  private final Path folder;
  private final List<String> versions;

  private GatewayProject(Path folder, List<String> versions) {
    this.folder = folder;
    this.versions = versions;
  }

  /**
   * Builds it below {@code target/}.
   *
   * @param vertxCore version of Vert.x's core
   * @param vertx version of the rest of Vert.x
   */
  static GatewayProject build(String vertxCore, String vertx)
      throws IOException, InterruptedException {
    Path folder = Path.of("target", "gateway", vertxCore).toAbsolutePath();
    copy(SOURCE, folder);
    var project =
        new GatewayProject(
            folder,
            List.of(
                "-Dmedia-router.version=" + System.getProperty("mediarouter.version"),
                "-Dvertx-core.version=" + vertxCore,
                "-Dvertx.version=" + vertx));
    project.build();
    return project;
  }

  /**
   * First everything that is not ours is fetched to where the build that we are part of has its
   * repository, so that it is there the next time; then it is built with nothing else but that and
   * our artifacts, and nobody's earlier installation comes before them.
   */
  private void build() throws IOException, InterruptedException {
    String own = property("mediarouter.repository");
    String common = property("maven.repository");
    boolean offline = System.getProperty("maven.mode", "").endsWith("true");
    List<String> fetch = new ArrayList<>(repositories(common, own));
    fetch.addAll(List.of("-Dmaven.main.skip", "package"));
    if (offline) {
      fetch.add("-o");
    }
    maven(fetch);
    List<String> build = new ArrayList<>(repositories(own, common));
    build.addAll(List.of("-o", "package"));
    maven(build);
  }

  private static List<String> repositories(String first, String second) {
    return List.of("-Dmaven.repo.local=" + first, "-Dmaven.repo.local.tail=" + second);
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    assertThat(value).as("system property %s, as the build sets it", name).isNotNull();
    return Path.of(value).toAbsolutePath().normalize().toString();
  }

  private void maven(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(MAVEN.toString(), "-q", "-ntp", "-B"));
    command.addAll(versions);
    command.addAll(arguments);
    Path log = folder.resolve("build.log");
    int code =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code).as(() -> String.join(" ", command) + "\n" + text(log)).isZero();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The program. */
  Path jar() {
    return folder.resolve("target").resolve("gateway.jar");
  }

  /** What it runs on, as file names. */
  List<String> libraries() throws IOException {
    try (var files = Files.list(folder.resolve("target").resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (directory.endsWith("target")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
