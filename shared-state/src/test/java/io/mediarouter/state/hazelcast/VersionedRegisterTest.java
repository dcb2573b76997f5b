package io.mediarouter.state.hazelcast;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.CLIP;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.clipInVersion;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static io.mediarouter.state.StateSamples.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionedRegisterTest {
  @Test
  void compareAndSet_madeOnceMoreAfterItSucceeded_isStillDone() {
    var change = new CompareAndSet(ABSENT, 0, "m#1", "value");
    VersionedRegister after = change.apply(null);

    assertThat(after).isEqualTo(new VersionedRegister(1, "m#1", "value"));
    assertThat(change.apply(after)).isSameAs(after);
  }

  @Test
  void compareAndSet_ofARemovedRow_goesOnCounting() {
    var removed = new VersionedRegister(4, "m#1", null);

    assertThat(new CompareAndSet(4, 0, "m#2", "v").apply(removed)).isSameAs(removed);
    assertThat(new CompareAndSet(ABSENT, 0, "m#2", "v").apply(removed))
        .isEqualTo(new VersionedRegister(5, "m#2", "v"));
  }

  @Test
  void compareAndSet_ofAKeyWhoseMarkHasExpired_goesOnAboveEarlierVersions() {
    assertThat(new CompareAndSet(ABSENT, 1_000, "m#1", "v").apply(null))
        .isEqualTo(new VersionedRegister(1_000, "m#1", "v"));
    assertThat(
            new CompareAndSet(2_000, 1_000, "m#2", "v")
                .apply(new VersionedRegister(2_000, "m#1", "u")))
        .isEqualTo(new VersionedRegister(2_001, "m#2", "v"));
  }

  @Test
  void restore_takesNothingBackThatIsAsLate() {
    var row = new VersionedRegister(5, "m#1", "row");
    var mark = new VersionedRegister(5, "m#1", null);

    assertThat(new Restore(5, "r", "old").apply(row)).isSameAs(row);
    assertThat(new Restore(4, "r", "old").apply(mark)).isSameAs(mark);
    assertThat(new Restore(6, "r", "old").apply(mark))
        .isEqualTo(new VersionedRegister(6, "r", "old"));
    assertThat(new Restore(6, "r", null).apply(row)).isEqualTo(new VersionedRegister(6, "r", null));
    assertThat(new Restore(6, "r", "old").apply(null))
        .isEqualTo(new VersionedRegister(6, "r", "old"));
    assertThat(new Restore(-1, "r", "old").apply(null)).isNull();
  }

  @Test
  void mirror_takesNoEarlierWriteAfterALaterOne() {
    var mirror = new RegisterMirror<String>((value, writer) -> value);
    mirror.learn("k", new VersionedRegister(2, "m#2", null));

    assertThat(mirror.learn("k", new VersionedRegister(1, "m#1", "old"))).isFalse();
    assertThat(mirror.rows()).isEmpty();
    assertThat(mirror.learn("k", new VersionedRegister(3, "m#3", "new"))).isTrue();
    assertThat(mirror.get("k").orElseThrow().value()).isEqualTo("new");
  }

  @Test
  void merge_ofSharedRows_keepsTheOneWrittenLast() {
    var first = new VersionedRegister(2, "a#1", "earlier");
    var last = new VersionedRegister(3, "b#1", "last");

    assertThat(RegisterMergePolicy.merge(first, last)).isEqualTo(last);
    assertThat(RegisterMergePolicy.merge(last, first)).isEqualTo(last);
    assertThat(RegisterMergePolicy.merge(last, null)).isEqualTo(last);
  }

  @Test
  void merge_ofIndexEntries_keepsWhatEitherHalfHasStored() {
    var left = register(4, entry(stored(small(), "\"a\"", "d1")));
    var right = register(7, entry(stored(small(), "\"a\"", "d2"), stored(tiny(), "\"t\"", "d2")));

    VersionedRegister merged = RegisterMergePolicy.merge(left, right);

    assertThat(merged.version()).isEqualTo(8);
    AssetEntry entry = (AssetEntry) merged.value();
    assertThat(entry.find(small()).orElseThrow().serverIds()).containsOnly("d1", "d2");
    assertThat(entry.find(tiny())).isPresent();
  }

  @Test
  void merge_ofIndexEntriesOfTwoSourceVersions_keepsTheOneLookedAtLast() {
    var later = new AssetEntry(CLIP, clipInVersion("\"v2\""), NOON.plusSeconds(1), List.of());
    var earlier = entry(stored(small(), "\"a\"", "d1"));

    assertThat(RegisterMergePolicy.merge(register(1, later), register(5, earlier)).value())
        .isEqualTo(later);
    assertThat(RegisterMergePolicy.merge(register(5, earlier), register(1, later)).value())
        .isEqualTo(later);
  }

  private static AssetEntry entry(StoredRendition... renditions) {
    return new AssetEntry(CLIP, Sources.clip720p(), NOON, List.of(renditions));
  }

  private static VersionedRegister register(long version, AssetEntry entry) {
    return new VersionedRegister(version, "", entry);
  }
}
