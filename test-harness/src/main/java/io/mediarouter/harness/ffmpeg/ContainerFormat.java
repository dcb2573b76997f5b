package io.mediarouter.harness.ffmpeg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A source container that may be opened, recognised by its first bytes and never by its name. */
public enum ContainerFormat {
  MP4("mov"),
  MATROSKA("matroska"),
  WEBM("matroska"),
  OGG("ogg"),
  MP3("mp3"),
  ADTS("aac"),
  FLAC("flac"),
  WAV("wav"),
  AVI("avi"),
  MPEGTS("mpegts");

  /**
   * How many first bytes of a source {@link #sniff} wants to see; fewer are fine for a shorter
   * source.
   */
  public static final int SNIFF_BYTES = 4096;

  private static final Set<String> FIRST_BOXES =
      Set.of("ftyp", "moov", "mdat", "free", "skip", "wide", "styp");
  private static final int TS_PACKET = 188;

  private final String demuxer;

  ContainerFormat(String demuxer) {
    this.demuxer = demuxer;
  }

  /** ffmpeg's name of the demuxer to force. */
  String demuxer() {
    return demuxer;
  }

  /** Name in reports, such as {@code mp4}. */
  public String label() {
    return this == MATROSKA ? "mkv" : name().toLowerCase(Locale.ROOT);
  }

  /**
   * The container that these first bytes begin; empty for playlists, text, pictures and all that is
   * unknown.
   */
  public static Optional<ContainerFormat> sniff(byte[] head) {
    if (head.length < 12) {
      return Optional.empty();
    }
    return Arrays.stream(values()).filter(each -> each.matches(head)).findFirst();
  }

  private boolean matches(byte[] head) {
    return switch (this) {
      case MP4 -> FIRST_BOXES.contains(text(head, 4, 4));
      case MATROSKA -> ebml(head) && !declaresWebm(head);
      case WEBM -> ebml(head) && declaresWebm(head);
      case OGG -> text(head, 0, 4).equals("OggS");
      case MP3 -> text(head, 0, 3).equals("ID3") || layer3(head);
      case ADTS -> at(head, 0) == 0xff && (at(head, 1) & 0xf6) == 0xf0;
      case FLAC -> text(head, 0, 4).equals("fLaC");
      case WAV -> text(head, 0, 4).equals("RIFF") && text(head, 8, 4).equals("WAVE");
      case AVI -> text(head, 0, 4).equals("RIFF") && text(head, 8, 4).equals("AVI ");
      case MPEGTS ->
          head.length > 2 * TS_PACKET
              && at(head, 0) == 0x47
              && at(head, TS_PACKET) == 0x47
              && at(head, 2 * TS_PACKET) == 0x47;
    };
  }

  private static boolean ebml(byte[] head) {
    return at(head, 0) == 0x1a && at(head, 1) == 0x45 && at(head, 2) == 0xdf && at(head, 3) == 0xa3;
  }

  private static boolean declaresWebm(byte[] head) {
    return text(head, 0, Math.min(head.length, 64)).contains("webm");
  }

  private static boolean layer3(byte[] head) {
    return at(head, 0) == 0xff && (at(head, 1) & 0xe6) == 0xe2;
  }

  private static int at(byte[] head, int index) {
    return head[index] & 0xff;
  }

  private static String text(byte[] head, int from, int length) {
    return new String(head, from, length, StandardCharsets.ISO_8859_1);
  }
}
