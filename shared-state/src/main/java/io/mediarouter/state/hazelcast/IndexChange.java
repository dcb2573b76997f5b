package io.mediarouter.state.hazelcast;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.state.codec.UnknownFields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An atomic change of an asset's entry in the cache index; made twice, it does no harm. */
interface IndexChange extends RegisterChange {
  /** The entry after the change; null = none. */
  @Nullable AssetEntry change(@Nullable AssetEntry entry);

  @Override
  default @Nullable VersionedRegister apply(@Nullable VersionedRegister current) {
    AssetEntry before = current == null ? null : (AssetEntry) current.value();
    AssetEntry after = change(before);
    if (Objects.equals(before, after)) {
      return current;
    }
    long version = current == null ? 1 : current.version() + 1;
    return new VersionedRegister(
        version, "", after == null ? null : UnknownFields.carry(before, after));
  }

  /** Notes what the source is now. */
  record PutSource(AssetId asset, SourceProperties source, Instant checkedAt)
      implements IndexChange {
    @Override
    public AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null
          ? new AssetEntry(asset, source, checkedAt, List.of())
          : entry.withSource(source, checkedAt);
    }
  }

  /**
   * Adds a complete rendition, or servers that hold it too.
   *
   * @param purgesBefore how often something had been purged when its making began; null = whatever
   *     was purged
   */
  record AddRendition(StoredRendition stored, @Nullable Long purgesBefore) implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null || !isLet(entry) ? entry : entry.with(stored);
    }

    boolean isLet(AssetEntry entry) {
      return purgesBefore == null || entry.purges() == purgesBefore;
    }
  }

  /** Adds servers that hold an indexed file too. */
  record AddCopies(String path, List<String> serverIds) implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.withCopies(path, serverIds);
    }
  }

  /** Notes that a file was used. */
  record NoteUse(String path, long hits, Instant now) implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.used(path, hits, now);
    }
  }

  /** Takes files out, or makes them stale, and keeps out what is being made. */
  record Purge(List<String> paths, boolean soft) implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.purged(paths, soft);
    }
  }

  /** Forgets a server's copy of a rendition's file; of any, where an older member has sent it. */
  record RemoveCopy(Rendition rendition, @Nullable String path, String serverId)
      implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.without(rendition, path, serverId);
    }
  }

  /** Forgets an asset. */
  record RemoveAsset() implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return null;
    }
  }
}
