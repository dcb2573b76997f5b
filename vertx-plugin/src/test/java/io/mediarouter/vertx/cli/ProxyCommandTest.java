package io.mediarouter.vertx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.ExampleConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProxyCommandTest {
  private final List<MediaRoutingConfig> started = new ArrayList<>();
  private final List<MediaRoutingConfig> ended = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private String file = "";

  @BeforeEach
  void writeConfig() throws Exception {
    write("servers: [{role: origin, url: http://o/}]\n");
  }

  private void write(String yaml) throws Exception {
    file = Files.writeString(directory.resolve("mr.yaml"), yaml).toString();
  }

  private RunningProxy start(ConfigFile read) {
    MediaRoutingConfig config = read.first();
    started.add(config);
    return () -> ended.add(config);
  }

  private int execute(String... args) {
    return execute(this::start, new ByteArrayInputStream(new byte[3]), args);
  }

  private int execute(ProxyStarter starter, InputStream standardInput, String... args) {
    return new CommandLine(new ProxyCommand(starter, standardInput))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void theProxy_runsUntilStandardInputIsClosed() throws Exception {
    var parent = new PipedOutputStream();
    var standardInput = new PipedInputStream(parent);
    var exit =
        CompletableFuture.supplyAsync(
            () -> execute(this::start, standardInput, "--config", file, "--exit-with-stdin"));
    Awaitility.await().until(() -> !started.isEmpty());
    parent.write('x');
    parent.flush();
    assertThat(exit).isNotDone();
    assertThat(ended).isEmpty();

    parent.close();

    assertThat(exit.get()).isZero();
    assertThat(ended).isEqualTo(started);
  }

  @Test
  void aProxyWhoseStandardInputIsAPipe_doesNotStopAtOnce() throws Exception {
    Process parent = new ProcessBuilder("cat").start();
    var exit =
        CompletableFuture.supplyAsync(
            () ->
                execute(
                    this::start, parent.getInputStream(), "--config", file, "--exit-with-stdin"));
    Awaitility.await().until(() -> !started.isEmpty());
    assertThat(exit)
        .failsWithin(Duration.ofMillis(300))
        .withThrowableOfType(TimeoutException.class);

    parent.getOutputStream().close();

    assertThat(exit.get()).isZero();
    assertThat(ended).isEqualTo(started);
  }

  @Test
  void aPortOnTheCommandLine_goesBeforeTheFiles() {
    assertThat(execute("--config", file, "--port", "0", "--exit-with-stdin")).isZero();

    assertThat(started).singleElement().extracting(c -> c.listen().port()).isEqualTo(0);
  }

  /** A proxy that was interrupted while it joined its cluster did not say by what. */
  @Test
  void aFailedStart_saysWhatCausedIt() {
    ProxyStarter fails =
        config -> {
          throw new IllegalStateException(
              "the cluster cannot be joined",
              new IllegalArgumentException(new InterruptedException("sleep interrupted")));
        };
    assertThat(execute(fails, new ByteArrayInputStream(new byte[3]), "--config", file))
        .isEqualTo(1);

    assertThat(err.toString())
        .contains("the cluster cannot be joined: ", "InterruptedException: sleep interrupted");
  }

  @Test
  void aPortOutOfRange_isAUsageError() {
    assertThat(execute("--config", file, "--port", "65536")).isEqualTo(2);

    assertThat(err.toString()).startsWith("--port: 65536 (expected: 0..65535)");
    assertThat(started).isEmpty();
  }

  @Test
  void aPortThatOperatorsReachItOn_isRefused() {
    assertThat(execute("--config", file, "--port", "8081", "--exit-with-stdin")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("admin.port: 8081 (expected: another address than listen's)");
    assertThat(started).isEmpty();
  }

  @Test
  void mistakesInTheFile_areToldByLine_andNothingIsStarted() throws Exception {
    write("servers: [{role: origin, url: http://o/}]\nprefix: media\nadmin: {prt: 1}\n");

    assertThat(execute("--config", file)).isEqualTo(2);

    assertThat(err.toString().lines())
        .containsExactly(
            "mr.yaml:2: prefix: \"media\" (expected: empty, or /name without a slash at its end)",
            "mr.yaml:3: admin.prt: unknown key (did you mean port?)");
    assertThat(started).isEmpty();
  }

  @Test
  void aMissingFile_isNamed() {
    assertThat(execute("--config", file + ".none")).isEqualTo(2);

    assertThat(err.toString().strip()).isEqualTo(file + ".none: no such file");
  }

  @Test
  void check_startsNothing() {
    assertThat(execute("--config", file, "--check")).isZero();

    assertThat(out.toString()).endsWith(file + ": fine, servers: 1\n");
    assertThat(started).isEmpty();
  }

  @Test
  void theExample_isPrinted() {
    assertThat(execute("--example-config")).isZero();

    assertThat(out.toString()).isEqualTo(ExampleConfig.text());
  }

  @Test
  void noConfiguration_isAUsageError() {
    assertThat(execute()).isEqualTo(2);

    assertThat(err.toString()).contains("--config=FILE").contains("Usage: proxy");
  }

  @Test
  void aProxyThatCannotBeStarted_saysWhy_withoutAStackTrace() {
    ProxyStarter failing =
        read -> {
          throw new IllegalStateException("port 80 is in use");
        };

    assertThat(execute(failing, InputStream.nullInputStream(), "--config", file)).isEqualTo(1);

    assertThat(err.toString().strip()).isEqualTo("media-router: port 80 is in use");
  }

  @Test
  void check_tellsWhatIsNoMistakeButHardlyMeant() throws Exception {
    write("servers: [{role: origin, url: http://o/}]\nfailover: {deadline: 1s}\n");

    assertThat(execute("--config", file, "--check")).isZero();

    assertThat(out.toString())
        .contains("mind: servers: none has the role transcoding, so nothing can be transcoded")
        .contains("mind: failover.deadline: 1s is below timeouts.firstByte")
        .contains("fine, servers: 1");
  }

  @Test
  void check_refusesASecretThatIsNotThere() throws Exception {
    String missing = directory.resolve("secret").toString();
    write(
        "servers: [{role: origin, url: http://o/}]\n"
            + "durable: {store: postgres, url: 'jdbc:postgresql:m', passwordFile: '%s'}\n"
                .formatted(missing)
            + "registration: {tokenFile: '%s'}\n".formatted(missing));

    assertThat(execute("--config", file, "--check")).isEqualTo(2);

    assertThat(err.toString())
        .contains("durable.passwordFile: " + missing + " (expected: a file that can be read)")
        .contains("registration.tokenFile: ");
  }
}
