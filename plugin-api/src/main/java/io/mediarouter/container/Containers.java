package io.mediarouter.container;

import io.mediarouter.media.Format;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Which container each format is, as far as it has tracks. */
final class Containers {
  private static final Map<Format, Supplier<ContainerReader>> READERS =
      new EnumMap<>(
          Map.of(
              Format.MP4, Mp4Reader::new,
              Format.M4A, Mp4Reader::new,
              Format.WEBM, WebmReader::new,
              Format.OPUS, OggReader::new,
              Format.MP3, Mp3Reader::new));

  private Containers() {}

  static ContainerReader reader(Format format) {
    return READERS.getOrDefault(format, UnreadContainer::new).get();
  }
}
