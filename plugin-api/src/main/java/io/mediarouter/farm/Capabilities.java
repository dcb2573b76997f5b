package io.mediarouter.farm;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.HardwareEncoder;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transcoding server can make. Immutable.
 *
 * @param formats the containers
 * @param videoCodecs the codecs of the picture
 * @param audioCodecs the codecs of the sound
 * @param copies whether it takes over streams of the source as they are, where it is told to
 * @param cuts whether it copies pieces too, from the key frame at or before their start
 * @param hardware what encodes its pictures in hardware; codecs without one are encoded by cores
 * @param surround whether it makes segments of sound with more than two channels
 */
public record Capabilities(
    Set<Format> formats,
    Set<VideoCodec> videoCodecs,
    Set<AudioCodec> audioCodecs,
    boolean copies,
    boolean cuts,
    Set<HardwareEncoder> hardware,
    boolean surround) {
  /** The token of a server that can copy streams. */
  public static final String COPY = "copy";

  /** The token of a server that can copy pieces of streams. */
  public static final String CUT = "cut";

  /** The token of a server that makes segments of sound with more than two channels. */
  public static final String SURROUND = "surround";

  /** Everything that is encoded, in stereo. */
  public static final Capabilities ALL =
      new Capabilities(
          EnumSet.allOf(Format.class),
          EnumSet.allOf(VideoCodec.class),
          EnumSet.allOf(AudioCodec.class));

  public Capabilities {
    formats = Set.copyOf(formats);
    videoCodecs = Set.copyOf(videoCodecs);
    audioCodecs = Set.copyOf(audioCodecs);
    // Those of earlier builds have none.
    hardware = hardware == null ? Set.of() : Set.copyOf(hardware);
  }

  /** What a server that copies nothing and has no hardware can make. */
  public Capabilities(
      Set<Format> formats, Set<VideoCodec> videoCodecs, Set<AudioCodec> audioCodecs) {
    this(formats, videoCodecs, audioCodecs, false, false, Set.of(), false);
  }

  /**
   * What these tokens of formats and codecs say; of a kind that none is named of, everything. A
   * token of two kinds, such as {@code opus}, is both; one of a {@link HardwareEncoder} names its
   * codec too. Only {@link #COPY} says that streams can be copied, only {@link #CUT} that pieces of
   * them can, and only {@link #SURROUND} that sound keeps its channels.
   */
  public static Capabilities of(Collection<String> tokens) {
    EnumSet<HardwareEncoder> hardware = EnumSet.noneOf(HardwareEncoder.class);
    var all = new ArrayList<>(tokens);
    for (String token : tokens) {
      HardwareEncoder.of(token)
          .ifPresent(
              encoder -> {
                hardware.add(encoder);
                all.add(encoder.codec().name());
              });
    }
    return new Capabilities(
        named(all, Format.class),
        named(all, VideoCodec.class),
        named(all, AudioCodec.class),
        tokens.contains(COPY) || tokens.contains(CUT),
        tokens.contains(CUT),
        hardware,
        tokens.contains(SURROUND));
  }

  /** What encodes the picture of {@code rendition} in hardware; null where cores do. */
  public @Nullable HardwareEncoder hardwareFor(Rendition rendition) {
    for (HardwareEncoder encoder : hardware) {
      if (encoder.codec() == rendition.videoCodec()) {
        return encoder;
      }
    }
    return null;
  }

  private static <E extends Enum<E>> Set<E> named(Collection<String> tokens, Class<E> kind) {
    EnumSet<E> named = EnumSet.allOf(kind);
    named.removeIf(each -> tokens.stream().noneMatch(each.name()::equalsIgnoreCase));
    return named.isEmpty() ? EnumSet.allOf(kind) : named;
  }

  /** Whether it can make {@code rendition}. */
  public boolean canMake(Rendition rendition) {
    VideoCodec video = rendition.videoCodec();
    AudioCodec audio = rendition.audioCodec();
    return holds(rendition)
        && (!rendition.treatment().isSurround() || (surround && makesSegments()))
        && (video == null || videoCodecs.contains(video))
        && (audio == null || audioCodecs.contains(audio));
  }

  /** A server without segments makes pieces that become them, in the containers that can be cut. */
  private boolean holds(Rendition rendition) {
    if (rendition.format() != Format.M4S || makesSegments()) {
      return formats.contains(rendition.format());
    }
    VideoCodec video = rendition.videoCodec();
    return video == null
        ? formats.contains(Format.M4A) && rendition.audioCodec() == AudioCodec.AAC
        : formats.contains(Format.MP4) && Format.MP4.videoCodecs().contains(video);
  }

  /** Whether it can make {@code rendition} by copying streams of the source. */
  public boolean canCopy(Rendition rendition) {
    return rendition.isPiece() ? cuts : copies;
  }

  /** Whether it makes segments of streams by themselves. */
  public boolean makesSegments() {
    return formats.contains(Format.M4S);
  }

  /** The same of a server that makes segments of streams, as far as it makes MP4, or does not. */
  public Capabilities withSegments(boolean makes) {
    EnumSet<Format> changed = EnumSet.noneOf(Format.class);
    changed.addAll(formats);
    changed.remove(Format.M4S);
    if (makes && formats.contains(Format.MP4)) {
      changed.add(Format.M4S);
    }
    return new Capabilities(changed, videoCodecs, audioCodecs, copies, cuts, hardware, surround);
  }
}
