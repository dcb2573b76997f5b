package io.mediarouter.stream;

import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoCodec;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;

/**
 * The manifest of a stream as DASH (ISO/IEC 23009-1, the live profile, static): the same segments
 * as in HLS. Pictures are told by their constant length, sound, whose lengths alternate, one by
 * one.
 */
public final class DashManifest {
  private final MediaStream stream;
  private final List<Pathway> pathways;
  private final StringBuilder text = new StringBuilder(4096);

  private DashManifest(MediaStream stream, List<Pathway> pathways) {
    this.stream = stream;
    this.pathways = pathways;
  }

  /** The manifest. */
  public static String of(MediaStream stream) {
    return of(stream, List.of());
  }

  /**
   * The manifest of a stream to which several ways lead, all of which it tells.
   *
   * @param pathways players begin with the first; none = addresses are relative
   */
  public static String of(MediaStream stream, List<Pathway> pathways) {
    return new DashManifest(stream, pathways).written();
  }

  private String written() {
    text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" profiles=\"")
        .append("urn:mpeg:dash:profile:isoff-live:2011\" minBufferTime=\"")
        .append(duration(stream.grid().segmentMillis() / 1000.0))
        .append("\" mediaPresentationDuration=\"")
        .append(duration(stream.grid().totalSeconds()))
        .append("\">\n");
    ways();
    text.append("<Period id=\"0\" start=\"PT0S\">\n");
    Stream.concat(
            stream.rungs().stream().map(Rung::codec),
            stream.own() == null ? Stream.empty() : Stream.of(OwnRung.CODEC))
        .distinct()
        .forEach(this::pictures);
    stream.sounds().forEach(this::sound);
    stream.subtitles().forEach(this::subtitles);
    Rendition sheet = stream.storyboard();
    if (sheet != null) {
      storyboard(sheet);
    }
    return text.append("</Period>\n</MPD>\n").toString();
  }

  private void ways() {
    for (Pathway each : pathways) {
      text.append("<BaseURL serviceLocation=\"").append(each.id()).append("\">");
      text.append(StreamNames.attribute(each.base())).append("</BaseURL>\n");
    }
    if (!pathways.isEmpty()) {
      text.append("<ContentSteering defaultServiceLocation=\"").append(pathways.get(0).id());
      text.append("\" queryBeforeStart=\"false\">");
      text.append(StreamNames.attribute(pathways.get(0).steering()));
      text.append("</ContentSteering>\n");
    }
  }

  private static String duration(double seconds) {
    return String.format(Locale.ROOT, "PT%.3fS", seconds);
  }

  /**
   * Players change between the pictures of one set. The source's own has its segments beside those
   * of the others, so that nothing is said of alignment then: each begins with a key frame.
   */
  private void pictures(VideoCodec codec) {
    OwnRung own = codec == OwnRung.CODEC ? stream.own() : null;
    text.append("<AdaptationSet contentType=\"video\" mimeType=\"video/mp4\"");
    if (own == null) {
      text.append(" segmentAlignment=\"true\"");
    }
    text.append(" startWithSAP=\"1\">\n");
    stream.rungs().stream().filter(rung -> rung.codec() == codec).forEach(this::picture);
    if (own != null) {
      own(own);
    }
    text.append("</AdaptationSet>\n");
  }

  private void picture(Rung rung) {
    SegmentGrid grid = stream.grid().at(rung.rate());
    representation(rung.name(), rung.codecs(), rung.peakBits());
    text.append(" width=\"").append(rung.width()).append("\" height=\"").append(rung.height());
    text.append("\" frameRate=\"").append(rung.rate()).append("\" sar=\"1:1\">\n");
    template(rung.rate().timescale());
    text.append(" duration=\"")
        .append((long) grid.framesPerSegment() * rung.rate().frameTicks())
        .append("\"/>\n</Representation>\n");
  }

  private void own(OwnRung own) {
    representation(own.name(), own.codecs(), own.peakBits());
    text.append(" width=\"").append(own.width()).append("\" height=\"").append(own.height());
    text.append("\" sar=\"1:1\">\n");
    template(own.cut().timescale());
    text.append(">\n<SegmentTimeline>\n");
    timeline(own.cut().count(), own.cut()::ticks);
    text.append("</SegmentTimeline>\n</SegmentTemplate>\n</Representation>\n");
  }

  private void representation(String name, String codecs, long bits) {
    text.append("<Representation id=\"").append(name).append('"');
    if (!codecs.isEmpty()) {
      text.append(" codecs=\"").append(codecs).append('"');
    }
    text.append(" bandwidth=\"").append(bits).append('"');
  }

  private void template(int timescale) {
    text.append("<SegmentTemplate timescale=\"").append(timescale);
    text.append("\" startNumber=\"0\" initialization=\"$RepresentationID$/init.mp4\"");
    text.append(" media=\"$RepresentationID$/$Number$.m4s\"");
  }

  private void sound(Sound sound) {
    text.append("<AdaptationSet contentType=\"audio\" mimeType=\"audio/mp4\"");
    language(sound.language());
    if (isBesideSurround(sound)) {
      // Players that do not count loudspeakers take what any of them plays.
      text.append(" selectionPriority=\"2\"");
    }
    text.append(" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
    label(sound.label());
    role(sound.preferred() ? "main" : "alternate");
    representation(sound.name(), sound.codecs(), sound.bitRate() + sound.bitRate() / 10L);
    text.append(" audioSamplingRate=\"").append(SoundGrid.SAMPLE_RATE).append("\">\n");
    text.append("<AudioChannelConfiguration schemeIdUri=\"")
        .append("urn:mpeg:dash:23003:3:audio_channel_configuration:2011\" value=\"")
        .append(sound.channels())
        .append("\"/>\n");
    template(SoundGrid.SAMPLE_RATE);
    text.append(">\n<SegmentTimeline>\n");
    timeline(stream.grid().count(), SoundGrid.of(stream.grid(), sound.codec())::samples);
    text.append("</SegmentTimeline>\n</SegmentTemplate>\n</Representation>\n</AdaptationSet>\n");
  }

  private boolean isBesideSurround(Sound sound) {
    return sound.preferred()
        && !sound.isSurround()
        && stream.sounds().stream().anyMatch(Sound::isSurround);
  }

  private void timeline(int count, IntToLongFunction ticks) {
    for (int first = 0; first < count; ) {
      int next = first + 1;
      while (next < count && ticks.applyAsLong(next) == ticks.applyAsLong(first)) {
        next++;
      }
      text.append("<S");
      if (first == 0) {
        text.append(" t=\"0\"");
      }
      text.append(" d=\"").append(ticks.applyAsLong(first)).append('"');
      if (next > first + 1) {
        text.append(" r=\"").append(next - first - 1).append('"');
      }
      text.append("/>\n");
      first = next;
    }
  }

  private void subtitles(Subtitles each) {
    text.append("<AdaptationSet contentType=\"text\" mimeType=\"text/vtt\"");
    language(each.language());
    text.append(">\n");
    label(each.label());
    role(each.forced() ? "forced-subtitle" : "subtitle");
    representation(each.name(), "", 1000);
    text.append(">\n<BaseURL>").append(each.name()).append("/text.vtt</BaseURL>\n");
    text.append("</Representation>\n</AdaptationSet>\n");
  }

  /** One sheet, the pictures of which players cut out (DASH-IF, thumbnail tiles). */
  private void storyboard(Rendition sheet) {
    Treatment board = sheet.treatment();
    int rows = (board.tiles() + board.columns() - 1) / board.columns();
    text.append("<AdaptationSet contentType=\"image\" mimeType=\"image/jpeg\">\n")
        .append("<SegmentTemplate timescale=\"1000\" startNumber=\"1\" duration=\"")
        .append(board.everyMillis() * board.columns() * rows)
        .append("\" media=\"$RepresentationID$.jpg\"/>\n")
        .append("<Representation id=\"storyboard\" bandwidth=\"10000\" width=\"")
        .append(sheet.width() * board.columns())
        .append("\" height=\"")
        .append(sheet.height() * rows)
        .append("\">\n<EssentialProperty schemeIdUri=\"")
        .append("http://dashif.org/guidelines/thumbnail_tile\" value=\"")
        .append(board.columns())
        .append('x')
        .append(rows)
        .append("\"/>\n</Representation>\n</AdaptationSet>\n");
  }

  private void language(String language) {
    if (!language.isEmpty()) {
      text.append(" lang=\"").append(StreamNames.attribute(language)).append('"');
    }
  }

  private void label(String label) {
    text.append("<Label>").append(StreamNames.attribute(label)).append("</Label>\n");
  }

  private void role(String role) {
    text.append("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"").append(role);
    text.append("\"/>\n");
  }
}
