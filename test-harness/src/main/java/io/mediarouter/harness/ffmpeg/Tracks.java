package io.mediarouter.harness.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
