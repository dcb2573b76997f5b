package io.mediarouter.state.durable;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.durable.Proxies.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemorySharedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreRefusalTest {
  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("media-router-state.mv.db");
  }

  private Path guard() {
    return directory.resolve("media-router-state.guard");
  }

  private void writeJobs(int count) throws Exception {
    try (SharedState proxy = Proxies.alone(directory)) {
      for (int i = 0; i < count; i++) {
        get(proxy.jobs().replace("j" + i, ABSENT, job("j" + i)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.1, 0.25})
  void fileThatWasCutOff_isRefused(double share) throws Exception {
    writeJobs(20);
    byte[] whole = Files.readAllBytes(file());

    Files.write(file(), Arrays.copyOf(whole, (int) (whole.length * share)));

    assertRefused("cannot be read", "restore a copy", guard().toString());
  }

  @Test
  void fileWithAGarbledHeader_isRefused() throws Exception {
    writeJobs(20);
    garble(0, 8192);

    assertRefused("cannot be read", "restore a copy");
  }

  /** Parts of the file are room for later; where it matters it is refused, and nowhere ignored. */
  @Test
  void fileThatIsCutOffOrGarbledAnywhere_isRefusedOrWhole() throws Exception {
    writeJobs(20);
    byte[] whole = Files.readAllBytes(file());
    int refusals = 0;
    for (int from = 0; from < whole.length; from += 4096) {
      Files.write(file(), whole);
      garble(from, 4096);
      refusals += isRefusedOrWhole() ? 1 : 0;
      Files.write(file(), Arrays.copyOf(whole, from));
      refusals += isRefusedOrWhole() ? 1 : 0;
    }
    assertThat(refusals).isGreaterThan(2);
  }

  private boolean isRefusedOrWhole() {
    try (DurableStore store = DurableStore.inDirectory(directory)) {
      assertThat(store.rows("jobs")).hasSize(20);
      return false;
    } catch (StoreRefusedException e) {
      assertThat(e).hasMessageContaining(file().toString());
      return true;
    }
  }

  private void garble(int from, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(file());
    IntStream.range(from, Math.min(bytes.length, from + length))
        .forEach(i -> bytes[i] = (byte) (i * 31));
    Files.write(file(), bytes);
  }

  @Test
  void fileThatIsNoDatabase_isRefused() throws Exception {
    Files.writeString(file(), "servers:\n".repeat(2_000));

    assertRefused("cannot be read");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void emptyFile_isNoNewStore_andStaysEmpty(boolean withGuard) throws Exception {
    writeJobs(1);
    Files.write(file(), new byte[0]);
    if (!withGuard) {
      Files.delete(guard());
    }

    assertRefused("cannot be read: it is empty", "restore a copy");
    assertThat(file()).isEmptyFile();
  }

  @Test
  void fileThatIsGone_isRefused_unlessItsGuardIsRemovedToo() throws Exception {
    writeJobs(1);
    Files.delete(file());

    assertRefused("is gone", guard().toString());

    Files.delete(guard());
    try (SharedState proxy = Proxies.alone(directory)) {
      assertThat(proxy.jobs().rows()).isEmpty();
    }
  }

  @Test
  void copyOfAFile_isTakenWithoutItsGuard() throws Exception {
    writeJobs(1);
    Path copy = Files.copy(file(), directory.resolve("copy"));
    writeJobs(2);
    Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);

    assertRefused("lacks", "of its last writes");

    Files.delete(guard());
    try (SharedState proxy = Proxies.alone(directory)) {
      assertThat(proxy.jobs().rows()).hasSize(1);
    }
  }

  @Test
  void fileOfANewerVersion_isRefused() throws Exception {
    DurableStore.open(new FileDatabase(directory, newer())).close();

    assertRefused("has format 2", "at most 1", "start the version");
  }

  @Test
  void rowsOfANewerFormat_areRefused() throws Exception {
    try (DurableStore store = DurableStore.inDirectory(directory)) {
      get(store.write(new StoredRow("jobs", "j1", 1, DocumentForm.FORMAT + 1, "{}")));
    }

    assertRefused(
        "rows of jobs in format " + (DocumentForm.FORMAT + 1), "at most " + DocumentForm.FORMAT);
  }

  @Test
  void rowThatMakesNoJob_isRefused() throws Exception {
    try (DurableStore store = DurableStore.inDirectory(directory)) {
      get(store.write(new StoredRow("jobs", "j1", 1, 1, "{\"id\": \"j1\"")));
    }

    assertRefused("row j1 of jobs");
  }

  @Test
  void recordThatCannotBeRead_isLeftOut() throws Exception {
    try (DurableStore store = DurableStore.inDirectory(directory)) {
      get(store.write(new StoredRow("history", "x", 1, 1, "{}")));
    }

    try (SharedState proxy = Proxies.alone(directory)) {
      assertThat(proxy.history().records()).isEmpty();
    }
  }

  @Test
  void fileOfAnOlderVersion_isBroughtUpToDate_andKeepsItsRows() throws Exception {
    writeJobs(3);

    try (DurableStore store = DurableStore.open(new FileDatabase(directory, newer()))) {
      assertThat(store.rows("jobs")).extracting(StoredRow::key).containsExactly("j0", "j1", "j2");
    }

    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("media-router-state.mv.db", "media-router-state.guard");
    assertRefused("has format 2");
  }

  @Test
  void upgradeThatFails_leavesTheFileAsItWas() throws Exception {
    writeJobs(3);
    Schema broken = with(List.of("ALTER TABLE media_router_row ADD COLUMN more INTEGER", "NO SQL"));

    assertThat(refusal(() -> DurableStore.open(new FileDatabase(directory, broken)).close()))
        .hasMessageContaining(file().toString());

    try (SharedState proxy = Proxies.alone(directory)) {
      assertThat(proxy.jobs().rows()).hasSize(3);
    }
  }

  @Test
  void fileThatAnotherProxyOfThisProcessHas_isRefused() {
    try (SharedState proxy = Proxies.alone(directory)) {
      assertThat(proxy.jobs().rows()).isEmpty();
      assertRefused("is in use", "a directory for each proxy");
    }
  }

  @Test
  void directoryThatCannotBeMade_isRefused() throws Exception {
    Path occupied = Files.writeString(directory.resolve("occupied"), "a file");

    assertThat(refusal(() -> DurableStore.inDirectory(occupied.resolve("sub")).close()))
        .hasMessageContaining("a directory that this user may write to");
  }

  @Test
  void postgresThatIsNotThere_isWaitedFor_andNamedWithoutThePassword() {
    String url = "jdbc:postgresql://127.0.0.1:1/media?password=secret";

    try (var log = new LogOf(StoreWriter.class);
        DurableStore store = DurableStore.postgres(url, "media", "secret")) {
      assertThat(store.isThere()).isFalse();
      assertThat(log.at(Level.WARN))
          .singleElement()
          .asString()
          .startsWith("The store jdbc:postgresql://127.0.0.1:1/media is away")
          .doesNotContain("secret");
    }
  }

  @Test
  void urlOfAnotherDatabase_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurableStore.postgres("jdbc:mysql://x/y", "u", "p"))
        .withMessageContaining("jdbc:postgresql://host:port/database");
  }

  static Schema newer() {
    return with(List.of("ALTER TABLE media_router_row ADD COLUMN more INTEGER"));
  }

  private static Schema with(List<String> step) {
    return new Schema(Stream.concat(Schema.STEPS.stream(), Stream.of(step)).toList());
  }

  private void assertRefused(String... words) {
    assertThat(refusal(this::open)).message().contains(file().toString()).contains(words);
  }

  private void open() {
    try (DurableStore store = DurableStore.inDirectory(directory)) {
      DurableSharedState.over(InMemorySharedState.alone("p"), store).close();
    }
  }

  private static StoreRefusedException refusal(ThrowingCallable call) {
    return catchThrowableOfType(StoreRefusedException.class, call);
  }
}
