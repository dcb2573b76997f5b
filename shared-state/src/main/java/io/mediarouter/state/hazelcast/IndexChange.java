package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An atomic change of an asset's entry in the cache index; made twice, it does no harm. */
interface IndexChange extends CellChange {
  /** The forms of all changes. */
  List<Form<?>> FORMS =
      List.of(
          new Form<>(PutSource.class, "PutSource", PutSource::read, PutSource::write),
          new Form<>(AddRendition.class, "AddRendition", AddRendition::read, AddRendition::write),
          new Form<>(AddCopies.class, "AddCopies", AddCopies::read, AddCopies::write),
          new Form<>(NoteUse.class, "NoteUse", NoteUse::read, NoteUse::write),
          new Form<>(Purge.class, "Purge", Purge::read, Purge::write),
          new Form<>(RemoveCopy.class, "RemoveCopy", RemoveCopy::read, RemoveCopy::write),
          new Form<>(RemoveAsset.class, "RemoveAsset", in -> new RemoveAsset(), (out, c) -> {}));

  /** The entry after the change; null = none. */
  @Nullable AssetEntry change(@Nullable AssetEntry entry);

  @Override
  default @Nullable Cell apply(@Nullable Cell current) {
    AssetEntry before = current == null ? null : (AssetEntry) current.value();
    AssetEntry after = change(before);
    if (Objects.equals(before, after)) {
      return current;
    }
    return new Cell(current == null ? 1 : current.version() + 1, "", after);
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

    private static PutSource read(CompactReader in) {
      return new PutSource(
          Fields.asset(in), in.readCompact("source"), Fields.instant(in, "checkedAt"));
    }

    private static void write(CompactWriter out, PutSource change) {
      Fields.write(out, "asset", change.asset);
      out.writeCompact("source", change.source);
      Fields.write(out, "checkedAt", change.checkedAt);
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

    private static AddRendition read(CompactReader in) {
      return new AddRendition(in.readCompact("stored"), Fields.addedLong(in, "purgesBefore"));
    }

    private static void write(CompactWriter out, AddRendition change) {
      out.writeCompact("stored", change.stored);
      out.writeNullableInt64("purgesBefore", change.purgesBefore);
    }
  }

  /** Adds servers that hold an indexed file too. */
  record AddCopies(String path, List<String> serverIds) implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.withCopies(path, serverIds);
    }

    private static AddCopies read(CompactReader in) {
      return new AddCopies(in.readString("path"), Fields.strings(in, "serverIds"));
    }

    private static void write(CompactWriter out, AddCopies change) {
      out.writeString("path", change.path);
      Fields.write(out, "serverIds", change.serverIds);
    }
  }

  /** Notes that a file was used. */
  record NoteUse(String path, long hits, Instant now) implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.used(path, hits, now);
    }

    private static NoteUse read(CompactReader in) {
      return new NoteUse(in.readString("path"), in.readInt64("hits"), Fields.instant(in, "now"));
    }

    private static void write(CompactWriter out, NoteUse change) {
      out.writeString("path", change.path);
      out.writeInt64("hits", change.hits);
      Fields.write(out, "now", change.now);
    }
  }

  /** Takes files out, or makes them stale, and keeps out what is being made. */
  record Purge(List<String> paths, boolean soft) implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.purged(paths, soft);
    }

    private static Purge read(CompactReader in) {
      return new Purge(Fields.strings(in, "paths"), in.readBoolean("soft"));
    }

    private static void write(CompactWriter out, Purge change) {
      Fields.write(out, "paths", change.paths);
      out.writeBoolean("soft", change.soft);
    }
  }

  /** Forgets a server's copy of a rendition's file; of any, where an older member has sent it. */
  record RemoveCopy(Rendition rendition, @Nullable String path, String serverId)
      implements IndexChange {
    @Override
    public @Nullable AssetEntry change(@Nullable AssetEntry entry) {
      return entry == null ? null : entry.without(rendition, path, serverId);
    }

    private static RemoveCopy read(CompactReader in) {
      return new RemoveCopy(
          in.readCompact("rendition"), Fields.addedString(in, "path"), in.readString("serverId"));
    }

    private static void write(CompactWriter out, RemoveCopy change) {
      out.writeCompact("rendition", change.rendition);
      out.writeString("path", change.path);
      out.writeString("serverId", change.serverId);
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
