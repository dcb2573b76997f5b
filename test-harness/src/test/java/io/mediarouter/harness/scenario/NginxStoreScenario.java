package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.contract.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx with the shipped configuration is the only place where renditions are stored. */
@ExtendWith(Nginx.Installed.class)
class NginxStoreScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 0, 1));

  @TempDir static Path folder;

  private static Nginx nginx;

  @BeforeAll
  static void itJoins() throws IOException {
    nginx = Nginx.start("distribution.conf", folder, "files");
    String definition =
        "{\"role\": \"distribution\", \"id\": \"nginx\", \"url\": \"%s\"}".formatted(nginx.url());
    Answer added = farm.client().post(farm.proxyA().admin().resolve("servers"), definition);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    farm.operator(farm.proxyA()).awaitCondition("nginx", "up");
  }

  @AfterAll
  static void itLeaves() {
    nginx.close();
  }

  /** Longer than the megabyte that nginx takes unless it is told otherwise. */
  @Test
  void aRendition_isStoredThere_andDeliveredFromThere_alsoInParts() throws IOException {
    String target = "twenty-seconds-720p.mp4?height=720&vb=2M";
    assertThat(farm.client().get(farm.proxyA().media(target)).status()).isEqualTo(200);
    farm.awaitStored(farm.proxyA(), target);

    Answer whole = farm.client().get(farm.proxyA().media(target));
    Answer part = farm.client().get(farm.proxyA().media(target), "range", "bytes=1000-1999");

    assertThat(whole.header("cache-status")).contains("hit");
    assertThat(whole.body()).hasSizeGreaterThan(1 << 20);
    assertThat(farm.check(whole.body()).complaints()).isEmpty();
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, 2000));
    assertThat(Files.readAllBytes(files().get(0))).isEqualTo(whole.body());
  }

  /** Without what lies beside them to tell what they are. */
  private static List<Path> files() throws IOException {
    return nginx.files("files").stream()
        .filter(file -> !file.toString().endsWith(".json"))
        .toList();
  }
}
