package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.config.front.ListenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final String SERVERS = "servers: [{role: origin, url: http://o/}]\n";

  private final List<Integer> taken = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;
  private Path path = Path.of("");
  private ConfigFile file;

  @BeforeEach
  void open() throws IOException {
    path = directory.resolve("mr.yaml");
    write("");
    file = new ConfigFile(path, UnaryOperator.identity(), () -> now);
    file.follow(config -> taken.add(config.limits().requests()));
  }

  private void write(String yaml) throws IOException {
    Files.writeString(path, SERVERS + yaml);
  }

  private void lookTwice() {
    file.look();
    file.look();
  }

  @Test
  void whatHasChanged_isTakenOnce_whenItIsSeenForTheSecondTime() throws IOException {
    lookTwice();
    assertThat(taken).isEmpty();

    write("limits: {requests: 7}");
    file.look();
    assertThat(taken).as("it may be half written").isEmpty();
    lookTwice();

    assertThat(taken).containsExactly(7);
  }

  @Test
  void aFileHalfWritten_isNotTaken() throws IOException {
    write("limits: {requests: 7}");
    file.look();
    write("limits: {requests: 8}");
    file.look();
    assertThat(taken).isEmpty();

    file.look();

    assertThat(taken).containsExactly(8);
  }

  @Test
  void aFileReplacedByAnother_isTaken_thoughItIsNotYounger() throws IOException {
    Path other = Files.writeString(directory.resolve("new"), SERVERS + "limits: {requests: 7}");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

    lookTwice();

    assertThat(taken).containsExactly(7);
  }

  @Test
  void aMistake_isToldByItsLine_andTheFormerStays() throws IOException {
    ConfigAttempt first = file.inForce();
    now = now.plusSeconds(60);
    write("prefix: media\nlimits: {requests: 0}\n");

    lookTwice();

    assertThat(taken).isEmpty();
    assertThat(file.inForce()).isEqualTo(first);
    assertThat(file.lastAttempt().at()).isEqualTo(now);
    assertThat(file.lastAttempt().digest()).hasSize(64).isNotEqualTo(first.digest());
    assertThat(file.lastAttempt().errors())
        .containsExactly(
            "mr.yaml:2: prefix: \"media\" (expected: empty, or /name without a slash at its end)",
            "mr.yaml:3: limits.requests: 0 (expected: a whole number 1..1000000)");
  }

  @Test
  void whatTheTargetRefuses_isARefusal() throws IOException {
    var live = new LiveConfig(file.first());
    file.follow(live::replace);
    write("listen: {port: 9}");

    assertThat(file.reload().errors()).containsExactly("listen.port: needs a restart");
    assertThat(live.get()).isSameAs(file.first());
  }

  @Test
  void aFileThatIsGone_isARefusal_untilItIsBack() throws IOException {
    Files.delete(path);
    lookTwice();
    assertThat(file.lastAttempt().errors()).containsExactly(path + ": no such file");

    write("");
    lookTwice();

    assertThat(file.lastAttempt().isRefused()).isFalse();
    assertThat(file.lastAttempt().digest()).isEqualTo(file.inForce().digest());
  }

  @Test
  void whatHoldsWhateverTheFileSays_holdsAfterReloadingToo() {
    var fixed =
        new ConfigFile(path, config -> config.withListen(new ListenConfig("h", 9)), () -> now);
    List<Integer> ports = new ArrayList<>();
    fixed.follow(config -> ports.add(config.listen().port()));

    fixed.reload();

    assertThat(ports).containsExactly(9);
  }
}
