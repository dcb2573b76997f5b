package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.farm.DistributionServer;
import io.mediarouter.harness.farm.Listen;
import io.mediarouter.harness.farm.OriginServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code check-server} on servers that hold files: origins and distribution servers. */
class StoreCheckTest {
  private static final int FILE_BYTES = 100_000;

  @TempDir Path folder;

  private static Run checkDistribution(URI url) {
    return Run.of("check-server", "--role", "distribution", url.toString());
  }

  private static Run checkOrigin(URI url) {
    return Run.of(
        "check-server", "--role", "origin", "--path", "films/one two.mp4", url.toString());
  }

  private static void makeFilm(Path media) throws IOException {
    Files.createDirectories(media.resolve("films"));
    Files.write(media.resolve("films/one two.mp4"), new byte[FILE_BYTES]);
  }

  @Test
  void theReferenceDistributionServer_passes() {
    try (var server = DistributionServer.start(Listen.LOOPBACK, folder, null, false)) {
      Run run = checkDistribution(server.url());

      assertThat(run.out()).contains("It can be used.");
      assertThat(run.code()).as(run.out()).isZero();
      assertThat(folder).isDirectoryNotContaining(each -> each.toString().contains("check-"));
    }
  }

  @Test
  void aSmallQuota_isNamed_withWhatItCosts() {
    try (var server = DistributionServer.start(Listen.LOOPBACK, folder, 1_000_000L, false)) {
      Run run = checkDistribution(server.url());

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.row("PUT of 3 MiB")).contains("  no ", "507");
      assertThat(run.out()).contains("made again each time", "It cannot be used: 1 required");
    }
  }

  @Test
  void theReferenceOrigin_passes() throws IOException {
    makeFilm(folder);
    try (var server = OriginServer.start(folder)) {
      Run run = checkOrigin(server.url());

      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.out()).contains("It can be used.");
    }
  }

  @Test
  void anOriginWithoutTheFile_fails_andSaysWhatItAnswered() {
    try (var server = OriginServer.start(folder)) {
      Run run = checkOrigin(server.url());

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.row("GET brings the file")).contains("  no ", "404");
    }
  }

  @Test
  void nobodyThere_fails_withoutAStackTrace() throws IOException {
    Run run = checkDistribution(URI.create("http://127.0.0.1:1/"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Connection refused").doesNotContain("\tat ");
  }

  @Test
  void wrongArguments_areNamed_withWhatIsAllowed() {
    assertThat(Run.of("check-server", "--role", "cdn", "http://127.0.0.1:1/"))
        .satisfies(run -> assertThat(run.code()).isEqualTo(2))
        .satisfies(run -> assertThat(run.errors()).contains("cdn", "origin, transcoding or"));
    assertThat(Run.of("check-server", "--role", "origin", "http://127.0.0.1:1/"))
        .satisfies(run -> assertThat(run.code()).isEqualTo(2))
        .satisfies(run -> assertThat(run.errors()).contains("--path", "films/one.mp4"));
    assertThat(Run.of("check-server", "--role", "distribution", "ftp://127.0.0.1/"))
        .satisfies(run -> assertThat(run.code()).isEqualTo(2))
        .satisfies(run -> assertThat(run.errors()).contains("ftp://127.0.0.1/"));
    assertThat(Run.of("check-server", "--help").out()).contains("--role", "Exit codes:");
  }

  @Nested
  @ExtendWith(Nginx.Installed.class)
  class OnARealNginx {
    @Test
    void theShippedDistributionServer_passes() throws IOException {
      try (var nginx = Nginx.start("distribution.conf", folder, "files")) {
        Run run = checkDistribution(nginx.url());

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(nginx.files("files")).isEmpty();
      }
    }

    @Test
    void nginxWithItsDefaultLimitOfBodies_fails_andTheTableNamesTheDirective() throws IOException {
      try (var nginx =
          Nginx.start("distribution.conf", folder, "files", "client_max_body_size 0;")) {
        Run run = checkDistribution(nginx.url());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.row("PUT of 3 MiB")).contains("  no ", "413");
        assertThat(run.row("PUT of 2 GiB")).contains("  no ", "413");
        assertThat(run.out()).contains("client_max_body_size 0");
      }
    }

    @Test
    void nginxWithoutFullPaths_fails_andTheTableNamesTheDirective() throws IOException {
      try (var nginx =
          Nginx.start("distribution.conf", folder, "files", "create_full_put_path on;")) {
        Run run = checkDistribution(nginx.url());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.row("PUT to a path")).contains("  no ", "500");
        assertThat(run.out()).contains("create_full_put_path on");
      }
    }

    @Test
    void theShippedOrigin_passes() throws IOException {
      try (var nginx = Nginx.start("origin.conf", folder, "media")) {
        makeFilm(folder.resolve("media"));

        Run run = checkOrigin(nginx.url());

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("It can be used.");
      }
    }
  }
}
