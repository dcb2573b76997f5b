package io.mediarouter.vertx.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of lines that is put aside when it is large or old. */
class LineFileTest {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Path log() {
    return folder.resolve("access.log");
  }

  private LineFile open(Rotation rotation) {
    return LineFile.open(vertx, log().toString(), "Access log", rotation, () -> now).await();
  }

  @Test
  void largeFile_isPutAside_andNoLineIsLostMeanwhile() throws Exception {
    LineFile file = open(new Rotation(4000, Duration.ofDays(1), 50));

    IntStream.range(0, 2000).forEach(i -> file.add(Buffer.buffer("line " + i)));
    file.close().await();

    List<String> lines = new ArrayList<>();
    for (int i = 50; i > 0; i--) {
      lines.addAll(linesOf(folder.resolve("access.log." + i)));
    }
    lines.addAll(linesOf(log()));
    assertThat(lines)
        .containsExactlyElementsOf(IntStream.range(0, 2000).mapToObj(i -> "line " + i).toList());
    assertThat(folder.resolve("access.log.1")).exists();
  }

  @Test
  void onlySoMany_areKept() throws Exception {
    LineFile file = open(new Rotation(10, Duration.ofDays(1), 2));

    for (int i = 0; i < 6; i++) {
      String line = "line " + i;
      file.add(Buffer.buffer(line));
      await().until(() -> linesOf(log()).contains(line));
    }
    file.close().await();

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("access.log", "access.log.1", "access.log.2");
    assertThat(linesOf(folder.resolve("access.log.2"))).containsExactly("line 3");
  }

  @Test
  void oldFile_isPutAside() throws Exception {
    LineFile file = open(new Rotation(1_000_000, Duration.ofHours(24), 2));
    file.add(Buffer.buffer("yesterday"));
    now = now.plus(Duration.ofHours(25));
    file.add(Buffer.buffer("today"));
    file.close().await();

    assertThat(linesOf(folder.resolve("access.log.1"))).containsExactly("yesterday");
    assertThat(linesOf(log())).containsExactly("today");
  }

  private static List<String> linesOf(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
