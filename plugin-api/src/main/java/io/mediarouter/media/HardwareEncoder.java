package io.mediarouter.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An encoder in hardware, by the name that ffmpeg has for it: what it makes costs cores quite
 * another amount than what is encoded by them.
 */
public enum HardwareEncoder {
  H264_NVENC(VideoCodec.H264),
  H264_QSV(VideoCodec.H264),
  H264_VAAPI(VideoCodec.H264),
  H264_VIDEOTOOLBOX(VideoCodec.H264),
  H264_AMF(VideoCodec.H264),
  HEVC_NVENC(VideoCodec.HEVC),
  HEVC_QSV(VideoCodec.HEVC),
  HEVC_VAAPI(VideoCodec.HEVC),
  HEVC_VIDEOTOOLBOX(VideoCodec.HEVC),
  HEVC_AMF(VideoCodec.HEVC),
  VP9_QSV(VideoCodec.VP9),
  VP9_VAAPI(VideoCodec.VP9),
  AV1_NVENC(VideoCodec.AV1),
  AV1_QSV(VideoCodec.AV1),
  AV1_VAAPI(VideoCodec.AV1),
  AV1_AMF(VideoCodec.AV1);

  private final VideoCodec codec;

  HardwareEncoder(VideoCodec codec) {
    this.codec = codec;
  }

  /** What it makes. */
  public VideoCodec codec() {
    return codec;
  }

  /** Its name in configurations, and ffmpeg's. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name; empty where it is none of these. */
  public static Optional<HardwareEncoder> of(String token) {
    return Arrays.stream(values()).filter(each -> each.token().equals(token)).findFirst();
  }
}
