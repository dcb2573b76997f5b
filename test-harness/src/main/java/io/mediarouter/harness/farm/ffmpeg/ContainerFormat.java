package io.mediarouter.harness.farm.ffmpeg;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A source container that may be opened, recognised by its first bytes and never by its name. Those
 * that are easiest to mistake come last.
 */
public enum ContainerFormat {
  AVIF("mov", Kind.STILL, Signatures::avif),
  /** Read by ffmpeg 7.1 and later only. */
  HEIC("mov", Kind.STILL, Signatures::heic),
  /** An MP4 of QuickTime's form. */
  MOV("mov", Kind.MOVING, Signatures::quickTime),
  MP4("mov", Kind.MOVING, Signatures::firstBox),
  MATROSKA("matroska", Kind.MOVING, head -> Signatures.ebml(head) && !Signatures.webm(head)),
  WEBM("matroska", Kind.MOVING, head -> Signatures.ebml(head) && Signatures.webm(head)),
  OGG("ogg", Kind.MOVING, head -> head.has(0, "OggS")),
  FLAC("flac", Kind.MOVING, head -> head.has(0, "fLaC")),
  WAV("wav", Kind.MOVING, Signatures::wave),
  WAVE64("w64", Kind.MOVING, head -> head.has(0, "riff\u002e\u0091\u00cf\u0011")),
  AVI("avi", Kind.MOVING, head -> Signatures.riff(head, "AVI ")),
  FLV("flv", Kind.MOVING, head -> head.has(0, "FLV\u0001")),
  ASF("asf", Kind.MOVING, head -> head.has(0, "\u0030\u0026\u00b2\u0075\u008e\u0066\u00cf\u0011")),
  MXF("mxf", Kind.MOVING, Signatures::mxf),
  AIFF("aiff", Kind.MOVING, head -> head.has(0, "FORM") && head.text(8, 4).matches("AIF[FC]")),
  CAF("caf", Kind.MOVING, head -> head.has(0, "caff\u0000\u0001")),
  AU("au", Kind.MOVING, head -> head.has(0, ".snd")),
  AMR("amr", Kind.MOVING, head -> head.has(0, "#!AMR\n") || head.has(0, "#!AMR-WB\n")),
  WAVPACK("wv", Kind.MOVING, head -> head.has(0, "wvpk")),
  TTA("tta", Kind.MOVING, head -> head.has(0, "TTA1")),
  APE("ape", Kind.MOVING, head -> head.has(0, "MAC ")),
  REALMEDIA("rm", Kind.MOVING, head -> head.has(0, ".RMF\u0000")),
  IVF("ivf", Kind.MOVING, head -> head.has(0, "DKIF\u0000\u0000")),
  YUV4MPEG("yuv4mpegpipe", Kind.MOVING, head -> head.has(0, "YUV4MPEG2 ")),
  GIF("gif", Kind.MOVING, head -> head.has(0, "GIF87a") || head.has(0, "GIF89a")),
  APNG("apng", Kind.MOVING, head -> Signatures.png(head) && Signatures.animatedPng(head)),
  PNG("png_pipe", Kind.STILL, head -> Signatures.png(head) && !Signatures.animatedPng(head)),
  JPEG("jpeg_pipe", Kind.STILL, head -> head.has(0, "\u00ff\u00d8\u00ff")),
  /** Of animated ones ffmpeg decodes nothing. */
  WEBP("webp_pipe", Kind.STILL, head -> Signatures.riff(head, "WEBP")),
  TIFF("tiff_pipe", Kind.STILL, head -> head.has(0, "II*\u0000") || head.has(0, "MM\u0000*")),
  BMP("bmp_pipe", Kind.STILL, Signatures::bmp),
  MPEG_PS("mpeg", Kind.MOVING, head -> head.has(0, "\u0000\u0000\u0001\u00ba")),
  MPEG_VIDEO("mpegvideo", Kind.MOVING, head -> head.has(0, "\u0000\u0000\u0001\u00b3")),
  H264_VIDEO("h264", Kind.MOVING, Signatures::h264),
  HEVC_VIDEO("hevc", Kind.MOVING, Signatures::hevc),
  DTS("dts", Kind.MOVING, head -> head.has(0, "\u007f\u00fe\u0080\u0001")),
  AC3("ac3", Kind.MOVING, head -> Signatures.ac3(head, 0, 10)),
  EAC3("eac3", Kind.MOVING, head -> Signatures.ac3(head, 11, 16)),
  LOAS("loas", Kind.MOVING, Signatures::loas),
  ADTS("aac", Kind.MOVING, head -> head.at(0) == 0xff && (head.at(1) & 0xf6) == 0xf0),
  MPEGTS("mpegts", Kind.MOVING, Signatures::transportStream),
  MP3("mp3", Kind.MOVING, MpegAudio::begins);

  private enum Kind {
    MOVING,
    STILL
  }

  /**
   * How many first bytes of a source {@link #sniff} wants to see; fewer are fine for a shorter
   * source.
   */
  public static final int SNIFF_BYTES = 64 * 1024;

  private static final int LEAST_BYTES = 12;

  private static final Set<String> WITHOUT_KEY_FRAMES =
      Set.of("mpegts", "mpeg", "mpegvideo", "h264", "hevc");

  private final String demuxer;
  private final Kind kind;
  private final Predicate<Head> signature;

  ContainerFormat(String demuxer, Kind kind, Predicate<Head> signature) {
    this.demuxer = demuxer;
    this.kind = kind;
    this.signature = signature;
  }

  /** ffmpeg's name of the demuxer to force. */
  String demuxer() {
    return demuxer;
  }

  /**
   * Whether ffmpeg finds a key frame before some time by itself; else it finds the time alone, and
   * nothing can be decoded before the next key frame.
   */
  public boolean leadsToKeyFrames() {
    return !WITHOUT_KEY_FRAMES.contains(demuxer);
  }

  /** Whether it holds one picture, which has no length. */
  public boolean isStill() {
    return kind == Kind.STILL;
  }

  /** Whether it is made of the boxes of a movie. */
  boolean isMovie() {
    return this == MP4 || this == MOV;
  }

  /** Name in reports, such as {@code mp4}. */
  public String label() {
    return this == MATROSKA ? "mkv" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The container that these first bytes begin; empty for playlists, text and all that is unknown.
   * A tag in front has to be left out: {@link #tagBytes}.
   */
  public static Optional<ContainerFormat> sniff(byte[] bytes) {
    var head = new Head(bytes);
    if (head.length() < LEAST_BYTES) {
      return Optional.empty();
    }
    return Arrays.stream(values()).filter(each -> each.signature.test(head)).findFirst();
  }

  /**
   * The length of an ID3v2 tag at the start of {@code bytes}, which any kind of sound may have in
   * front of it and may be longer than they are; 0 where there is none.
   */
  public static int tagBytes(byte[] bytes) {
    return new Head(bytes).id3Bytes();
  }
}
