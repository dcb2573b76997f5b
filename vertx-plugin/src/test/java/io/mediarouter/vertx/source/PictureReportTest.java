package io.mediarouter.vertx.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.DynamicRange;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.VideoStream;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureReportTest {
  @Test
  void sizeInAProbe_isTheSizeAsDisplayed() {
    VideoStream picture =
        read("{'codec':'h264','width':360,'height':640,'rotation':90,'sample_aspect_ratio':'1:1'}");

    assertThat(picture).extracting(VideoStream::width).isEqualTo(360);
    assertThat(picture).extracting(VideoStream::height).isEqualTo(640);
  }

  @ParameterizedTest
  @CsvSource({
    "90, 1:1, 360, 640",
    "-90, 1:1, 360, 640",
    "180, 1:1, 640, 360",
    "0, 64:45, 910, 360",
    "270, 64:45, 360, 910",
    "7, 0:1, 640, 360"
  })
  void probeThatTellsTheCodedSizeAlone_isUnderstoodByRotationAndAspect(
      int rotation, String aspect, int width, int height) {
    VideoStream picture =
        read(
            "{'coded_width':640,'coded_height':360,'rotation':%d,'sample_aspect_ratio':'%s'}"
                .formatted(rotation, aspect));

    assertThat(picture).extracting(VideoStream::width).isEqualTo(width);
    assertThat(picture).extracting(VideoStream::height).isEqualTo(height);
  }

  @Test
  void howItIsCoded_isCarriedOn() {
    VideoStream picture =
        read(
            "{'width':720,'height':576,'mirrored':true,'field_order':'tt','bit_depth':10,"
                + "'color_transfer':'smpte2084','sample_aspect_ratio':'16:15'}");

    assertThat(picture)
        .extracting(VideoStream::traits)
        .isEqualTo(PictureTraits.of(0, true, 16, 15, true, DynamicRange.PQ, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "h264, High, 41, avc1, false",
    "h264, Constrained Baseline, 52, avc1, false",
    "h264, '', 0, '', false",
    "h264, Extended, 30, avc1, true",
    "h264, High 4:2:2, 41, avc1, true",
    "h264, High, 61, avc1, true",
    "hevc, Main, 63, hev1, false",
    "hevc, Rext, 93, hvc1, true",
    "hevc, Main 10, 153, dvh1, true",
    "vp9, Profile 0, -99, vp09, false",
    "vp9, Profile 1, -99, vp09, true",
    "av1, Professional, 8, av01, true",
    "av1, Main, 14, av01, false",
    "av1, Main, 16, av01, true",
    "av1, Main, 31, av01, false",
    "mpeg4, Advanced Simple Profile, 5, mp4v, false"
  })
  void profileLevelOrNameThatFewPlayersDecode_isRare(
      String codec, String profile, int level, String tag, boolean rare) {
    VideoStream picture =
        read(
            "{'width':640,'height':360,'codec':'%s','profile':'%s','level':%d,'codec_tag':'%s'}"
                .formatted(codec, profile, level, tag));

    assertThat(picture.traits().rare()).isEqualTo(rare);
  }

  @ParameterizedTest
  @CsvSource({
    "yuv420p, false",
    "yuvj420p, false",
    "nv12, false",
    "yuv420p10le, false",
    "yuv422p, true",
    "yuv444p, true",
    "yuvj444p, true",
    "gbrp, true",
    "yuv411p, true"
  })
  void coloursFinerThanPlayersDecode_areTold(String format, boolean fine) {
    assertThat(read("{'width':640,'height':360,'pix_fmt':'" + format + "'}"))
        .extracting(picture -> picture.traits().fineChroma())
        .isEqualTo(fine);
  }

  @Test
  void nonsense_isTakenAsUnknown() {
    assertThat(read("{'width':'wide','height':-3,'rotation':'up','mirrored':7}")).isNull();
    assertThat(read("{'width':2,'height':2,'color_transfer':9,'bit_depth':-1,'codec':null}"))
        .isEqualTo(new VideoStream("", 2, 2, 0, 0));
  }

  private static VideoStream read(String json) {
    return PictureReport.read(new JsonObject(json.replace('\'', '"')));
  }
}
