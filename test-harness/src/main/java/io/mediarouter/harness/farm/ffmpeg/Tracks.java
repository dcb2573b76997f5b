package io.mediarouter.harness.farm.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The choice of the tracks that a player would show and play: the default one of each kind.
 * Attached pictures are none; where a file calls its cover an ordinary track, the moving picture
 * goes before it.
 */
final class Tracks {
  private static final Set<String> PICTURE_CODECS =
      Set.of("mjpeg", "png", "bmp", "gif", "webp", "tiff", "jpegls", "jpeg2000", "jpegxl");
  private static final Set<String> COVER_DISPOSITIONS = Set.of("attached_pic", "timed_thumbnails");

  private static final Set<String> TEXT_CODECS =
      Set.of("mov_text", "subrip", "srt", "webvtt", "ass", "ssa", "text", "subviewer", "microdvd");

  private final List<JsonNode> streams;

  Tracks(JsonNode streams) {
    this.streams = StreamSupport.stream(streams.spliterator(), false).toList();
  }

  Optional<JsonNode> video() {
    return ofKind("video")
        .filter(stream -> !isAttached(stream))
        .filter(stream -> stream.path("width").asInt() > 0)
        .min(Comparator.comparing(Tracks::isPicture).thenComparing(stream -> !isDefault(stream)));
  }

  Optional<JsonNode> audio() {
    return ofKind("audio")
        .filter(stream -> stream.path("channels").asInt() > 0)
        .min(Comparator.comparing(stream -> !isDefault(stream)));
  }

  Optional<JsonNode> cover() {
    return ofKind("video")
        .filter(Tracks::isAttached)
        .filter(stream -> stream.path("width").asInt() > 0)
        .findFirst();
  }

  List<MediaInfo.Track> sounds() {
    return all("audio").stream().filter(each -> !each.codec().isEmpty()).toList();
  }

  /** What is kept as pictures of text is no text. */
  List<MediaInfo.Track> subtitles() {
    return all("subtitle").stream().filter(each -> TEXT_CODECS.contains(each.codec())).toList();
  }

  private List<MediaInfo.Track> all(String kind) {
    List<JsonNode> all = ofKind(kind).toList();
    return IntStream.range(0, all.size()).mapToObj(i -> track(i, all.get(i))).toList();
  }

  private static MediaInfo.Track track(int number, JsonNode stream) {
    JsonNode tags = stream.path("tags");
    return new MediaInfo.Track(
        number,
        stream.path("codec_name").asText(""),
        tags.path("language").textValue(),
        tags.path("title").textValue(),
        isDefault(stream),
        has(stream, "forced"),
        stream.path("channels").asInt());
  }

  private Stream<JsonNode> ofKind(String kind) {
    return streams.stream().filter(stream -> stream.path("codec_type").asText().equals(kind));
  }

  private static boolean isAttached(JsonNode stream) {
    return COVER_DISPOSITIONS.stream().anyMatch(name -> has(stream, name));
  }

  private static boolean isPicture(JsonNode stream) {
    return PICTURE_CODECS.contains(stream.path("codec_name").asText());
  }

  private static boolean isDefault(JsonNode stream) {
    return has(stream, "default");
  }

  private static boolean has(JsonNode stream, String disposition) {
    return stream.path("disposition").path(disposition).asInt() == 1;
  }
}
