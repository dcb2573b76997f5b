package io.mediarouter.vertx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as the operating system sees it. */
@DisabledOnOs(OS.WINDOWS)
class ProxyProcessTest {
  @TempDir private Path directory;
  private Path config = Path.of("");
  private Process process;
  private BufferedReader output;

  @BeforeEach
  void start() throws IOException {
    config = directory.resolve("mr.yaml");
    write("");
    process =
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
    output = process.inputReader(StandardCharsets.UTF_8);
    lineWith("listening on");
  }

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  private void write(String yaml) throws IOException {
    Files.writeString(
        config,
        "servers: [{role: origin, url: 'http://127.0.0.1:9/'}]\nadmin: {port: 0}\nlisten: {port: 0}\ndurable: {store: none}\n"
            + yaml);
  }

  private String lineWith(String text) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("no line with " + text);
  }

  private void signal(String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void toldToStop_itEndsWith0_howeverOftenItIsTold() throws Exception {
    signal("TERM");
    signal("TERM");
    signal("INT");

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void onSighup_itReadsItsConfigurationAgain() throws Exception {
    write("prefix: media\n");
    signal("HUP");
    lineWith("mr.yaml:5: prefix: \"media\"");

    write("prefix: video\n");
    signal("HUP");
    lineWith("mr.yaml:5: prefix: \"video\"");
    assertThat(process.isAlive()).isTrue();
  }
}
