package io.mediarouter.stream;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.SourceTrack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rule that makes a stream's sounds and subtitles of the tracks of its source: one for each
 * track, the default one first.
 */
public final class StreamTracks {
  /** No language has so long a tag. */
  private static final String SURROUND = "audio-surround";

  private StreamTracks() {}

  /**
   * The sounds, each in all codecs, and the default one in AAC once more as it is meant, where that
   * is 5.1 or more: of the others nobody tells how many channels they have.
   *
   * @param codecs in which there is to be sound, at least one
   * @param surround whether there may be any in 5.1
   */
  public static List<Sound> sounds(
      SourceProperties source, List<AudioCodec> codecs, boolean surround) {
    List<Sound> stereo = stereo(source, codecs);
    AudioStream audio = source.audio();
    boolean kept = surround && audio != null && audio.channels() >= Sound.SURROUND;
    if (!kept || !codecs.contains(AudioCodec.AAC)) {
      return stereo;
    }
    List<Sound> all = new ArrayList<>(stereo);
    Sound usual = stereo.get(0);
    all.add(
        new Sound(
            SURROUND,
            AudioCodec.AAC,
            Sound.SURROUND_BITS,
            usual.track(),
            usual.language(),
            usual.label(),
            true,
            Sound.SURROUND));
    return List.copyOf(all);
  }

  private static List<Sound> stereo(SourceProperties source, List<AudioCodec> codecs) {
    List<Sound> sounds = new ArrayList<>();
    if (source.audio() == null) {
      return sounds;
    }
    Set<String> names = new HashSet<>();
    Set<String> labels = new HashSet<>();
    for (SourceTrack track : defaultFirst(source.tracks().sounds())) {
      boolean first = sounds.isEmpty();
      String tag = Languages.tag(track.language());
      String name = unique(first ? "audio" : named("audio", tag, track.number()), "-", names);
      String label = unique(label(track, tag, "Sound"), " ", labels);
      for (AudioCodec codec : codecs) {
        boolean only = codec == codecs.get(0);
        sounds.add(
            new Sound(
                only ? name : name + "-" + codec.token(),
                codec,
                Sound.USUAL_BITS,
                first ? -1 : track.number(),
                tag,
                label,
                first));
      }
    }
    return List.copyOf(sounds);
  }

  /** Where nobody tells tracks, there is the default one. */
  private static List<SourceTrack> defaultFirst(List<SourceTrack> tracks) {
    if (tracks.isEmpty()) {
      return List.of(new SourceTrack(0, "", "", "", true, false));
    }
    List<SourceTrack> sorted = new ArrayList<>(tracks);
    SourceTrack preferred =
        tracks.stream().filter(SourceTrack::preferred).findFirst().orElse(tracks.get(0));
    sorted.remove(preferred);
    sorted.add(0, preferred);
    return sorted;
  }

  /** The subtitles. */
  public static List<Subtitles> subtitles(SourceProperties source) {
    List<Subtitles> subtitles = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> labels = new HashSet<>();
    for (SourceTrack track : source.tracks().subtitles()) {
      String tag = Languages.tag(track.language());
      subtitles.add(
          new Subtitles(
              unique(named("text", tag, track.number()), "-", names),
              track.number(),
              tag,
              unique(label(track, tag, "Subtitles"), " ", labels),
              track.forced()));
    }
    return List.copyOf(subtitles);
  }

  private static String named(String kind, String tag, int number) {
    return kind + "-" + (tag.isEmpty() ? Integer.toString(number + 1) : tag);
  }

  private static String label(SourceTrack track, String tag, String otherwise) {
    String title = track.title().strip();
    return !title.isEmpty() ? title : tag.isEmpty() ? otherwise : Languages.label(tag);
  }

  private static String unique(String wanted, String gap, Set<String> taken) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + gap + i;
    }
    return name;
  }
}
