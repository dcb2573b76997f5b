package io.mediarouter.vertx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program where what it keeps cannot be used. */
@Timeout(120)
class RefusedStoreTest {
  @TempDir private Path directory;

  @Test
  void aDamagedFile_endsTheStart_withOneMessage_andNoStackTrace() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("media-router-state.mv.db"), "not a database");
    Path config = directory.resolve("mr.yaml");
    Files.writeString(
        config,
        "servers: [{role: origin, url: 'http://127.0.0.1:9/'}]\nadmin: {port: 0}\nlisten: {port: 0}\n"
            + "durable: {directory: '"
            + data
            + "'}\n");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "proxy",
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said)
        .contains("media-router: store: " + data.resolve("media-router-state"))
        .doesNotContain("\tat ");
  }
}
