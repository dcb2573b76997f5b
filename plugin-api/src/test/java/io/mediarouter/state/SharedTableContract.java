package io.mediarouter.state;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.change;
import static io.mediarouter.state.StateSamples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.AdministrativeState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link SharedTable} does, told by the table of jobs. */
public abstract class SharedTableContract extends ClusterContract {
  /** Higher than any version that a test comes to by itself. */
  private static final long LATER = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  @Test
  void replace_ofAnAbsentRow_writesItAndTheWriterReadsIt() throws Exception {
    SharedState member = join();

    boolean written = get(member.jobs().replace("j1", ABSENT, job("j1")));

    assertThat(written).isTrue();
    assertThat(row(member).value()).isEqualTo(job("j1"));
    assertThat(row(member).version()).isGreaterThan(ABSENT);
    assertThat(member.jobs().rows()).containsOnly(Map.entry("j1", row(member)));
  }

  @Test
  void replace_isSeenByTheOthersSoon() throws Exception {
    SharedState first = join();
    SharedState second = join();

    get(first.jobs().replace("j1", ABSENT, job("j1")));
    get(first.servers().replace("t1", ABSENT, AdministrativeState.DRAINING));
    get(first.farmChanges().replace("t1", ABSENT, change("t1")));

    soon().until(() -> row(second).equals(row(first)));
    soon().until(() -> second.servers().get("t1").get().value() == AdministrativeState.DRAINING);
    soon().until(() -> second.farmChanges().get("t1").get().value().equals(change("t1")));
  }

  @Test
  void replace_ofTheVersionThatIsThere_raisesTheVersion() throws Exception {
    SharedState member = join();
    get(member.jobs().replace("j1", ABSENT, job("j1")));
    long before = row(member).version();

    boolean written = get(member.jobs().replace("j1", before, job("j1").ownedBy("m")));

    assertThat(written).isTrue();
    assertThat(row(member).version()).isGreaterThan(before);
    assertThat(row(member).value().owner()).isEqualTo("m");
  }

  @Test
  void replace_ofAnotherVersion_writesNothing() throws Exception {
    SharedState member = join();
    get(member.jobs().replace("j1", ABSENT, job("j1")));
    Versioned<BatchJob> before = row(member);

    assertThat(get(member.jobs().replace("j1", ABSENT, job("x")))).isFalse();
    assertThat(get(member.jobs().replace("j1", before.version() + 1, job("x")))).isFalse();
    assertThat(get(member.jobs().replace("j2", before.version(), job("x")))).isFalse();

    assertThat(member.jobs().rows()).containsOnly(Map.entry("j1", before));
  }

  @Test
  void replace_refused_leavesTheRefusedMemberWithTheRowAsItIs() throws Exception {
    SharedState first = join();
    SharedState second = join();
    get(first.jobs().replace("j1", ABSENT, job("j1")));

    assertThat(get(second.jobs().replace("j1", ABSENT, job("x")))).isFalse();

    assertThat(row(second)).isEqualTo(row(first));
  }

  @Test
  void remove_ofTheVersionThatIsThere_takesTheRowFromAll() throws Exception {
    SharedState first = join();
    SharedState second = join();
    get(first.jobs().replace("j1", ABSENT, job("j1")));
    soon().until(() -> row(second).equals(row(first)));

    boolean removed = get(second.jobs().remove("j1", row(second).version()));

    assertThat(removed).isTrue();
    assertThat(second.jobs().get("j1")).isEmpty();
    soon().until(() -> first.jobs().rows().isEmpty());
  }

  @Test
  void remove_ofAnotherVersion_removesNothing() throws Exception {
    SharedState member = join();
    get(member.jobs().replace("j1", ABSENT, job("j1")));

    assertThat(get(member.jobs().remove("j1", ABSENT))).isFalse();
    assertThat(get(member.jobs().remove("j1", row(member).version() + 1))).isFalse();
    assertThat(get(member.jobs().remove("j2", ABSENT))).isFalse();

    assertThat(member.jobs().get("j1")).isPresent();
  }

  @Test
  void replace_afterRemove_isAFreshRowThatOldVersionsDoNotFit() throws Exception {
    SharedState member = join();
    get(member.jobs().replace("j1", ABSENT, job("j1")));
    long old = row(member).version();
    get(member.jobs().remove("j1", old));

    assertThat(get(member.jobs().replace("j1", old, job("x")))).isFalse();
    assertThat(get(member.jobs().replace("j1", ABSENT, job("j1")))).isTrue();

    assertThat(row(member).version()).isGreaterThan(old);
    assertThat(get(member.jobs().replace("j1", old, job("x")))).isFalse();
  }

  @Test
  void rows_ofALateJoiner_holdWhatWasWrittenBefore() throws Exception {
    SharedState first = join();
    get(first.jobs().replace("j1", ABSENT, job("j1")));

    SharedState late = join();

    soon().until(() -> row(late).equals(row(first)));
  }

  @Test
  void rows_outliveTheMemberThatWroteThem() throws Exception {
    SharedState stays = join();
    SharedState leaves = join();
    get(leaves.jobs().replace("j1", ABSENT, job("j1")));
    soon().until(() -> stays.jobs().get("j1").isPresent());

    leaves.close();
    soon().until(() -> stays.members().size() == 1);

    assertThat(get(stays.jobs().replace("j1", row(stays).version(), job("j1").ownedBy("me"))))
        .isTrue();
  }

  @Test
  void replace_by200RacingWriters_hasOneWinner() throws Exception {
    SharedState first = join();
    SharedState second = join();

    var written = race(200, i -> pick(i, first, second).jobs().replace("j1", ABSENT, job("j" + i)));

    assertThat(Collections.frequency(written, true)).isEqualTo(1);
    int winner = written.indexOf(true);
    soon().until(() -> row(first).value().id().equals("j" + winner));
    soon().until(() -> row(second).equals(row(first)));
  }

  @Test
  void replace_retriedByRacingWriters_losesNoUpdate() throws Exception {
    SharedState first = join();
    SharedState second = join();
    get(first.jobs().replace("j1", ABSENT, job("0")));

    var counting = race(2, i -> new Counter(pick(i, first, second).jobs(), 50).start());

    assertThat(counting).containsExactly(true, true);
    soon().until(() -> row(first).value().id().equals("100"));
    soon().until(() -> row(second).equals(row(first)));
  }

  @Test
  void restore_ofARowThatIsNotThere_bringsItBackToAllWithItsVersion() throws Exception {
    SharedState first = join();
    SharedState second = join();

    assertThat(get(first.jobs().restore("j1", LATER, job("j1")))).isEqualTo(LATER);

    assertThat(row(first)).isEqualTo(new Versioned<>(LATER, job("j1")));
    soon().until(() -> row(second).equals(row(first)));
    assertThat(get(second.jobs().replace("j1", ABSENT, job("x")))).isFalse();
    assertThat(get(second.jobs().replace("j1", LATER, job("j2")))).isTrue();
    assertThat(row(second).version()).isGreaterThan(LATER);
  }

  @Test
  void restore_ofAnEarlierWriteThanIsThere_changesNothing() throws Exception {
    SharedState member = join();
    get(member.jobs().replace("j1", ABSENT, job("j1")));
    Versioned<BatchJob> before = row(member);

    assertThat(get(member.jobs().restore("j1", before.version() - 1, job("x"))))
        .isEqualTo(before.version());
    assertThat(get(member.jobs().restore("j1", before.version(), job("x"))))
        .isEqualTo(before.version());
    assertThat(get(member.jobs().restore("j1", before.version() - 1, null)))
        .isEqualTo(before.version());

    assertThat(row(member)).isEqualTo(before);
  }

  @Test
  void restore_ofALaterWriteThanIsThere_replacesIt() throws Exception {
    SharedState member = join();
    get(member.jobs().replace("j1", ABSENT, job("j1")));

    get(member.jobs().restore("j1", LATER, job("later")));

    assertThat(row(member)).isEqualTo(new Versioned<>(LATER, job("later")));
  }

  @Test
  void restore_ofARowThatWasRemovedSince_leavesItRemovedAndTellsSo() throws Exception {
    SharedState member = join();
    get(member.jobs().replace("j1", ABSENT, job("j1")));
    Versioned<BatchJob> before = row(member);
    get(member.jobs().remove("j1", before.version()));

    long known = get(member.jobs().restore("j1", before.version(), before.value()));

    assertThat(known).isGreaterThan(before.version());
    assertThat(member.jobs().rows()).isEmpty();
  }

  @Test
  void restore_ofARemoval_takesTheRowFromAllAndWhatComesNextIsAboveIt() throws Exception {
    SharedState first = join();
    SharedState second = join();
    get(first.jobs().replace("j1", ABSENT, job("j1")));
    soon().until(() -> row(second).equals(row(first)));

    assertThat(get(first.jobs().restore("j1", LATER, null))).isEqualTo(LATER);

    assertThat(first.jobs().get("j1")).isEmpty();
    soon().until(() -> second.jobs().rows().isEmpty());
    assertThat(get(first.jobs().replace("j1", ABSENT, job("new")))).isTrue();
    assertThat(row(first).version()).isGreaterThan(LATER);
  }

  @Test
  void onChange_isToldOfOwnAndOthersWrites() throws Exception {
    SharedState first = join();
    SharedState second = join();
    var changes = new AtomicInteger();
    second.jobs().onChange(changes::incrementAndGet);

    get(second.jobs().replace("j1", ABSENT, job("j1")));
    soon().until(() -> changes.get() >= 1);
    get(first.jobs().replace("j2", ABSENT, job("j2")));

    soon().until(() -> changes.get() >= 2);
  }

  private static SharedState pick(int i, SharedState even, SharedState odd) {
    return i % 2 == 0 ? even : odd;
  }

  private static Versioned<BatchJob> row(SharedState member) {
    return member.jobs().get("j1").orElseThrow();
  }
}
