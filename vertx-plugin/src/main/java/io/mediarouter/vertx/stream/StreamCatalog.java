package io.mediarouter.vertx.stream;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.stream.Film;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.Rung;
import io.mediarouter.stream.Sound;
import io.mediarouter.stream.StreamLadder;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.stream.StreamTracks;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.StreamsConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of what there is to choose from in the stream of each asset, by the configured
 * ladder. Keeps what it was asked for last. Safe for use by many threads.
 */
public final class StreamCatalog {
  private static final int MOST_KEPT = 256;
  private static final String STORYBOARD = "storyboard";

  private record Key(
      AssetId asset, String version, StreamsConfig config, Map<String, RenditionRequest> presets) {}

  private final Map<Key, Optional<MediaStream>> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Optional<MediaStream>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private final Supplier<MediaRoutingConfig> config;

  /** A catalog by the configuration that is in force. */
  public StreamCatalog(Supplier<MediaRoutingConfig> config) {
    this.config = config;
  }

  /** How streams are made now. */
  public StreamsConfig settings() {
    return config.get().streams();
  }

  /** The stream of an asset; empty where it has neither picture nor sound that plays. */
  public Optional<MediaStream> find(AssetEntry entry) {
    MediaRoutingConfig now = config.get();
    var key = new Key(entry.asset(), entry.source().version(), now.streams(), now.presets());
    synchronized (kept) {
      return kept.computeIfAbsent(key, k -> make(entry.source(), now));
    }
  }

  private static Optional<MediaStream> make(SourceProperties source, MediaRoutingConfig config) {
    if (source.isStill() || source.duration().toMillis() < 1) {
      return Optional.empty();
    }
    List<Rung> rungs = StreamLadder.rungs(steps(config), source);
    List<Sound> sounds =
        StreamTracks.sounds(source, soundCodecs(config), config.streams().surround());
    int seconds = (int) config.streams().segment().toSeconds();
    return rungs.isEmpty() && sounds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MediaStream(
                StreamLadder.grid(source, seconds),
                rungs,
                sounds,
                StreamTracks.subtitles(source),
                storyboard(source, config)));
  }

  /** As the preset says that is called so, if there is one. */
  private static @Nullable Rendition storyboard(
      SourceProperties source, MediaRoutingConfig config) {
    RenditionRequest preset = config.presets().get(STORYBOARD);
    if (preset == null || source.video() == null) {
      return null;
    }
    if (preset.format() != Format.JPEG || !preset.treatment().isStoryboard()) {
      return null;
    }
    try {
      return RenditionResolver.resolve(preset, source);
    } catch (InvalidParameterException unfit) {
      return null;
    }
  }

  /** Opus where a preset names it, and AAC, which all players know, where one does not. */
  private static List<AudioCodec> soundCodecs(MediaRoutingConfig config) {
    boolean opus = steps(config).stream().anyMatch(StreamCatalog::isOpus);
    boolean aac = steps(config).stream().anyMatch(step -> !isOpus(step));
    return opus && aac
        ? List.of(AudioCodec.AAC, AudioCodec.OPUS)
        : List.of(opus ? AudioCodec.OPUS : AudioCodec.AAC);
  }

  private static boolean isOpus(StreamLadder.Step step) {
    return step.request().audioCodec() == AudioCodec.OPUS;
  }

  private static List<StreamLadder.Step> steps(MediaRoutingConfig config) {
    List<StreamLadder.Step> steps = new ArrayList<>();
    for (String name : config.streams().ladder()) {
      RenditionRequest preset = config.presets().get(name);
      if (preset != null) {
        steps.add(new StreamLadder.Step(name, preset));
      }
    }
    return steps;
  }

  /** The film that a whole rendition is, of the preset of one of the stream's rungs. */
  public Optional<Film> film(AssetEntry entry, Rendition whole) {
    if (whole.format() != Format.MP4) {
      return Optional.empty();
    }
    return find(entry).flatMap(stream -> film(entry.source(), stream, whole));
  }

  private Optional<Film> film(SourceProperties source, MediaStream stream, Rendition whole) {
    for (StreamLadder.Step step : steps(config.get())) {
      if (isAsked(step.request(), source, whole)) {
        return stream.rungs().stream()
            .filter(rung -> rung.name().equals(step.name()))
            .findFirst()
            .flatMap(rung -> Film.of(whole, stream, rung));
      }
    }
    return Optional.empty();
  }

  private static boolean isAsked(
      RenditionRequest preset, SourceProperties source, Rendition whole) {
    try {
      return RenditionResolver.resolve(preset, source).equals(whole);
    } catch (InvalidParameterException unfit) {
      return false;
    }
  }

  /** The track that a part belongs to; empty where the stream has none such. */
  public Optional<StreamTrack> trackOf(AssetEntry entry, Rendition part) {
    return find(entry).flatMap(stream -> trackOf(stream, part));
  }

  private static Optional<StreamTrack> trackOf(MediaStream stream, Rendition part) {
    for (Rung rung : stream.rungs()) {
      if (isOf(new StreamTrack(stream.grid(), rung, null), part)) {
        return Optional.of(new StreamTrack(stream.grid(), rung, null));
      }
    }
    for (Sound sound : stream.sounds()) {
      if (isOf(new StreamTrack(stream.grid(), null, sound), part)) {
        return Optional.of(new StreamTrack(stream.grid(), null, sound));
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(StreamTrack track, Rendition part) {
    int number = track.numberOf(part);
    return (number == StreamTrack.INIT || track.grid().has(number))
        && track.part(number).equals(part);
  }
}
