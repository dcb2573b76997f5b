package io.mediarouter.state;

import static io.mediarouter.state.StateSamples.CLIP;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.clipInVersion;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static io.mediarouter.state.StateSamples.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Usage;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Sources;
import io.mediarouter.stream.SegmentIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link CacheIndex} does. */
public abstract class CacheIndexContract extends ClusterContract {
  @Test
  void find_ofAnUnknownAsset_isEmpty() throws Exception {
    assertThat(get(join().cacheIndex().find(CLIP))).isEmpty();
  }

  @Test
  void putSource_ofANewAsset_isFoundByAll() throws Exception {
    SharedState first = join();
    SharedState second = join();
    assertThat(get(second.cacheIndex().find(CLIP))).isEmpty();

    AssetEntry after = get(first.cacheIndex().putSource(CLIP, Sources.clip720p(), NOON));

    assertThat(after).isEqualTo(new AssetEntry(CLIP, Sources.clip720p(), NOON, List.of()));
    assertThat(get(first.cacheIndex().find(CLIP))).contains(after);
    soon().until(() -> entry(second).equals(after));
  }

  @Test
  void assetsBelow_areThoseThatEveryMemberKnows_andNotTheRemovedOnes() throws Exception {
    CacheIndex first = join().cacheIndex();
    CacheIndex second = join().cacheIndex();
    for (String path : List.of("films/b.mp4", "films/a%_.mp4", "films/gone.mp4", "film.mp4")) {
      get(first.putSource(new AssetId(path), Sources.clip720p(), NOON));
    }
    get(second.remove(new AssetId("films/gone.mp4")));

    assertThat(get(second.assetsBelow("films/", 9)))
        .containsExactly(new AssetId("films/a%_.mp4"), new AssetId("films/b.mp4"));
    assertThat(get(second.assetsBelow("films/", 1))).hasSize(1);
    assertThat(get(second.assetsBelow("films/a%_", 9))).hasSize(1);
    assertThat(get(second.assetsBelow("films/%", 9))).isEmpty();
    assertThat(get(second.assetsBelow("", 9))).hasSize(3);
  }

  @Test
  void sourcesBelow_areNoneOfTheirSegments() throws Exception {
    CacheIndex index = join().cacheIndex();
    for (String path : List.of("a.mp4", "a.mp4" + SegmentIndex.BELOW + "360p/0", "b.mp4")) {
      get(index.putSource(new AssetId(path), Sources.clip720p(), NOON));
    }

    assertThat(get(index.assetsBelow("", 9))).hasSize(3);
    assertThat(get(index.sourcesBelow("", 2)))
        .containsExactly(new AssetId("a.mp4"), new AssetId("b.mp4"));
  }

  @Test
  void putSource_ofTheSameVersion_keepsTheRenditions() throws Exception {
    CacheIndex index = known(join());
    get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")));

    AssetEntry after = get(index.putSource(CLIP, Sources.clip720p(), NOON.plusSeconds(60)));

    assertThat(after.checkedAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(after.renditions()).containsExactly(stored(small(), "\"a\"", "d1"));
  }

  @Test
  void putSource_ofANewVersion_keepsTheOldRenditionsAsStaleOnes() throws Exception {
    CacheIndex index = known(join());
    get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")));

    AssetEntry after = get(index.putSource(CLIP, clipInVersion("\"v2\""), NOON));

    assertThat(after.find(small())).isEmpty();
    assertThat(after.findStale(small())).contains(stored(small(), "\"a\"", "d1"));
    assertThat(after.fresh().renditions()).isEmpty();
    assertThat(get(index.find(CLIP))).contains(after);
  }

  @Test
  void purge_takesOutTheFilesAlone_andKeepsOutWhatWasBegunBefore() throws Exception {
    CacheIndex index = known(join());
    SharedState second = join();
    StoredRendition purged = stored(small(), "\"a\"", "d1");
    get(index.addRendition(CLIP, purged, 0));
    get(index.addRendition(CLIP, stored(tiny(), "\"t\"", "d1"), 0));

    AssetEntry after = get(index.purge(CLIP, List.of(purged.path()), false)).orElseThrow();

    assertThat(after.renditions()).containsExactly(stored(tiny(), "\"t\"", "d1"));
    assertThat(get(second.cacheIndex().addRendition(CLIP, purged, 0))).isEmpty();
    assertThat(get(index.addRendition(CLIP, purged, 0))).isEmpty();
    assertThat(entry(second).find(small())).isEmpty();
    assertThat(get(index.addRendition(CLIP, purged, after.purges()))).contains(purged);
  }

  @Test
  void softPurge_makesTheFilesStaleForEver() throws Exception {
    CacheIndex index = known(join());
    StoredRendition purged = stored(small(), "\"a\"", "d1");
    get(index.addRendition(CLIP, purged));

    get(index.purge(CLIP, List.of(purged.path()), true));
    AssetEntry after = get(index.putSource(CLIP, Sources.clip720p(), NOON.plusSeconds(1)));

    assertThat(after.find(small())).isEmpty();
    assertThat(after.findStale(small())).contains(purged.outdated());
  }

  @Test
  void noteUse_countsTheUsesOfAllMembers() throws Exception {
    CacheIndex index = known(join());
    SharedState second = join();
    StoredRendition file = stored(small(), "\"a\"", "d1");
    get(index.addRendition(CLIP, file));

    get(index.noteUse(CLIP, file.path(), 2, NOON));
    get(second.cacheIndex().noteUse(CLIP, file.path(), 3, NOON.plusSeconds(1)));
    get(index.noteUse(CLIP, "another", 9, NOON.plusSeconds(2)));

    soon().until(() -> entry(second).find(small()).orElseThrow().usage().hits() == 5);
    Usage usage = entry(second).find(small()).orElseThrow().usage();
    assertThat(usage.at()).isEqualTo(NOON.plusSeconds(1));
    assertThat(usage.weight()).isBetween(4.99, 5.0);
  }

  @Test
  void purge_ofAnUnknownAsset_changesNothing() throws Exception {
    CacheIndex index = join().cacheIndex();

    assertThat(get(index.purge(CLIP, List.of("x"), false))).isEmpty();
    assertThat(get(index.find(CLIP))).isEmpty();
  }

  @Test
  void addCopies_ofAnIndexedFile_addsServers_andOfAnotherOneNothing() throws Exception {
    CacheIndex index = known(join());
    StoredRendition file = stored(small(), "\"a\"", "d1");
    get(index.addRendition(CLIP, file));

    assertThat(get(index.addCopies(CLIP, file.path(), List.of("d2")))).isTrue();
    assertThat(get(index.addCopies(CLIP, "gone", List.of("d2")))).isFalse();

    assertThat(get(index.find(CLIP)).orElseThrow().find(small()))
        .contains(stored(small(), "\"a\"", "d1", "d2"));
  }

  @Test
  void addRendition_isFoundByItsWriterAtOnceAndByTheOthersSoon() throws Exception {
    SharedState first = join();
    SharedState second = join();
    known(first);
    soon().until(() -> get(second.cacheIndex().find(CLIP)).isPresent());
    StoredRendition file = stored(small(), "\"a\"", "d1");

    var after = get(first.cacheIndex().addRendition(CLIP, file));

    assertThat(after).contains(file);
    assertThat(entry(first).find(small())).contains(file);
    soon().until(() -> entry(second).find(small()).equals(Optional.of(file)));
  }

  @Test
  void addRendition_ofAnUnknownAsset_isRefused() throws Exception {
    CacheIndex index = join().cacheIndex();

    assertThat(get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")))).isEmpty();
    assertThat(get(index.find(CLIP))).isEmpty();
  }

  @Test
  void addRendition_ofAnotherSourceVersion_isRefused() throws Exception {
    CacheIndex index = join().cacheIndex();
    get(index.putSource(CLIP, clipInVersion("\"v2\""), NOON));

    assertThat(get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")))).isEmpty();
    assertThat(get(index.find(CLIP)).orElseThrow().renditions()).isEmpty();
  }

  @Test
  void addRendition_ofTheSameFile_gainsServers() throws Exception {
    CacheIndex index = known(join());
    get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")));

    var after = get(index.addRendition(CLIP, stored(small(), "\"a\"", "d2", "d1")));

    assertThat(after).contains(stored(small(), "\"a\"", "d1", "d2"));
    assertThat(get(index.find(CLIP)).orElseThrow().renditions()).hasSize(1);
  }

  @Test
  void addRendition_ofAnotherFile_keepsTheFirst() throws Exception {
    CacheIndex index = known(join());
    get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")));

    var after = get(index.addRendition(CLIP, stored(small(), "\"b\"", "d2")));

    assertThat(after).contains(stored(small(), "\"a\"", "d1"));
  }

  @Test
  void addRendition_ofABetterFile_takesTheOthersPlaceForAll_andStays() throws Exception {
    SharedState first = join();
    SharedState second = join();
    known(first);
    StoredRendition hasty = stored(small(), "\"a\"", "d1");
    StoredRendition better = stored(small(), "\"b\"", "d2").madeWith(EncodingSpeed.SLOW);
    get(first.cacheIndex().addRendition(CLIP, hasty));
    soon().until(() -> entry(second).find(small()).isPresent());

    assertThat(get(second.cacheIndex().addRendition(CLIP, better))).contains(better);

    soon().until(() -> entry(first).renditions().equals(List.of(better)));
    assertThat(get(first.cacheIndex().addRendition(CLIP, hasty))).contains(better);
  }

  @Test
  void addRendition_ofTheSameFile_madeWithMoreEffort_isKnownSo() throws Exception {
    CacheIndex index = known(join());
    get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")));

    var after =
        get(index.addRendition(CLIP, stored(small(), "\"a\"", "d2").madeWith(EncodingSpeed.SLOW)));

    assertThat(after).contains(stored(small(), "\"a\"", "d1", "d2").madeWith(EncodingSpeed.SLOW));
  }

  @Test
  void removeCopy_ofAFileThatWasReplaced_changesNothing() throws Exception {
    CacheIndex index = known(join());
    StoredRendition present = stored(small(), "\"a\"", "d1");
    get(index.addRendition(CLIP, present));
    var other =
        new StoredRendition(
            small(), present.sourceVersion(), "other", 1, "\"o\"", NOON, List.of("d1"));

    get(index.removeCopy(CLIP, other, "d1"));

    assertThat(get(index.find(CLIP)).orElseThrow().find(small())).contains(present);
  }

  @Test
  void removeCopy_ofOneOfTwo_keepsTheOther() throws Exception {
    CacheIndex index = known(join());
    get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1", "d2")));
    get(index.addRendition(CLIP, stored(tiny(), "\"t\"", "d1")));

    get(index.removeCopy(CLIP, stored(small(), "\"a\"", "d1"), "d1"));

    AssetEntry entry = get(index.find(CLIP)).orElseThrow();
    assertThat(entry.find(small())).contains(stored(small(), "\"a\"", "d2"));
    assertThat(entry.find(tiny())).contains(stored(tiny(), "\"t\"", "d1"));
  }

  @Test
  void removeCopy_ofTheLast_forgetsTheRendition() throws Exception {
    CacheIndex index = known(join());
    get(index.addRendition(CLIP, stored(small(), "\"a\"", "d1")));

    get(index.removeCopy(CLIP, stored(small(), "\"a\"", "d1"), "d1"));

    assertThat(get(index.find(CLIP)).orElseThrow().renditions()).isEmpty();
  }

  @Test
  void removeCopy_ofWhatIsNotThere_changesNothing() throws Exception {
    CacheIndex index = join().cacheIndex();

    get(index.removeCopy(CLIP, stored(small(), "\"a\"", "d1"), "d1"));

    assertThat(get(index.find(CLIP))).isEmpty();
  }

  @Test
  void remove_forgetsTheAssetEverywhere() throws Exception {
    SharedState first = join();
    SharedState second = join();
    known(first);
    soon().until(() -> get(second.cacheIndex().find(CLIP)).isPresent());

    get(first.cacheIndex().remove(CLIP));

    assertThat(get(first.cacheIndex().find(CLIP))).isEmpty();
    soon().until(() -> get(second.cacheIndex().find(CLIP)).isEmpty());
  }

  @Test
  void entries_outliveTheMemberThatWroteThem() throws Exception {
    SharedState stays = join();
    SharedState leaves = join();
    known(leaves);
    soon().until(() -> get(stays.cacheIndex().find(CLIP)).isPresent());

    leaves.close();

    soon().until(() -> stays.members().size() == 1);
    assertThat(get(stays.cacheIndex().find(CLIP))).isPresent();
  }

  @Test
  void addRendition_ofRacingDifferentFiles_staysOneForAll() throws Exception {
    SharedState first = join();
    SharedState second = join();
    known(first);

    var told =
        race(100, i -> (i % 2 == 0 ? first : second).cacheIndex().addRendition(CLIP, file(i)));

    assertThat(new HashSet<>(told)).hasSize(1);
    StoredRendition winner = told.get(0).orElseThrow();
    soon().until(() -> entry(first).renditions().equals(List.of(winner)));
    soon().until(() -> entry(second).renditions().equals(List.of(winner)));
  }

  @Test
  void addRendition_ofRacingCopies_keepsEveryServer() throws Exception {
    SharedState first = join();
    SharedState second = join();
    known(first);

    race(50, i -> (i % 2 == 0 ? first : second).cacheIndex().addRendition(CLIP, copy(i)));

    soon().until(() -> entry(second).find(small()).orElseThrow().serverIds().size() == 50);
  }

  private static StoredRendition file(int i) {
    return stored(small(), "\"e" + i + "\"", "d" + i);
  }

  private static StoredRendition copy(int i) {
    return stored(small(), "\"same\"", "d" + i);
  }

  private static CacheIndex known(SharedState member) throws Exception {
    get(member.cacheIndex().putSource(CLIP, Sources.clip720p(), NOON));
    return member.cacheIndex();
  }

  private static AssetEntry entry(SharedState member) throws Exception {
    return get(member.cacheIndex().find(CLIP)).orElseThrow();
  }
}
