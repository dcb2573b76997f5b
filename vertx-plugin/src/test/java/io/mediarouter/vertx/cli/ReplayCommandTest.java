package io.mediarouter.vertx.cli;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayCommandTest {
  private static final String SERVERS = "servers: [{role: origin, url: http://o/}]\n";

  private Path directory;
  private String recorded = "";
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /** A proxy that passes the original through, twice: once asked for, once for want of better. */
  @BeforeAll
  void record(@TempDir Path temporary) throws Exception {
    directory = temporary;
    Path log = directory.resolve("recorded.jsonl");
    var client = HttpClient.newHttpClient();
    try (var farm = new TestFarm("decisionLog: \"" + log + "\"\noptions: [pass-through]\n")) {
      for (String target : new String[] {ASSET, ASSET + "?height=360"}) {
        var request = HttpRequest.newBuilder(URI.create(farm.url(target))).build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }
    }
    recorded = Files.readString(log);
  }

  @BeforeEach
  void forget() {
    out = new StringWriter();
    err = new StringWriter();
  }

  private int replay(String log, String yaml, String... more) throws Exception {
    Path file = Files.writeString(directory.resolve("log.jsonl"), log);
    Path config = Files.writeString(directory.resolve("mr.yaml"), SERVERS + yaml);
    List<String> arguments = new ArrayList<>(List.of("replay", file.toString()));
    arguments.addAll(List.of("--config", config.toString()));
    arguments.addAll(List.of(more));
    return execute(arguments.toArray(String[]::new));
  }

  @Test
  void samePolicy_decidesNothingOtherwise() throws Exception {
    assertThat(replay(recorded, "options: [pass-through]\n")).isZero();

    assertThat(out.toString())
        .doesNotContain("line ")
        .containsPattern("pass-through +2 +2")
        .contains("decisions: 2, decided otherwise: 0, skipped: 0");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void changedPolicy_showsWhereItDecidesOtherwise_andWhy() throws Exception {
    assertThat(replay(recorded, "")).isZero();

    assertThat(out.toString())
        .contains("line 2: " + ASSET)
        .contains(": pass-through on o1 -> on-demand-exact on t1")
        .contains("exact-cached: this rendition is not stored")
        .doesNotContain("line 1:")
        .containsPattern("on-demand-exact +0 +1")
        .contains("decisions: 2, decided otherwise: 1, skipped: 0");
  }

  @Test
  void all_printsEveryDecision() throws Exception {
    assertThat(replay(recorded, "options: [pass-through]\n", "--all")).isZero();

    assertThat(out.toString())
        .contains("line 1: " + ASSET + " original: pass-through on o1, as before")
        .contains("line 2: ");
  }

  @Test
  void lineThatIsNoDecision_isNamedAndSkipped() throws Exception {
    assertThat(replay("nonsense\n\n" + recorded + recorded.substring(0, 40), "")).isZero();

    assertThat(err.toString()).contains("line 1: skipped: ", "line 5: skipped: ");
    assertThat(err.toString()).doesNotContain("Exception", "\tat ");
    assertThat(out.toString()).contains("line 4: ", "decisions: 2,", "skipped: 2");
  }

  @Test
  void logOfNothing_isAFailure() throws Exception {
    assertThat(replay("", "")).isEqualTo(1);
    assertThat(replay("nonsense\n", "")).isEqualTo(1);
    Files.write(directory.resolve("bytes"), new byte[] {-1, -2, 10}, StandardOpenOption.CREATE);
    String config = directory.resolve("mr.yaml").toString();
    assertThat(execute("replay", directory.resolve("bytes").toString(), "--config", config))
        .isEqualTo(1);
    assertThat(execute("replay", directory.resolve("none").toString(), "--config", config))
        .isEqualTo(1);
    assertThat(err.toString()).contains("none: no such file");
  }

  @Test
  void mistakes_areOnesOfUsage() throws Exception {
    assertThat(replay(recorded, "options: [fly]\n")).isEqualTo(2);
    assertThat(replay(recorded, "decisionLog: \"-\"\n")).isEqualTo(2);
    assertThat(execute("replay", "log")).isEqualTo(2);
    assertThat(err.toString()).contains("options", "off, or a file", "--config");
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
