package io.mediarouter.harness.farm.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.farm.Farm;
import io.mediarouter.harness.farm.media.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFormatTest {

  @ParameterizedTest
  @CsvSource({"BARS_360P, MP4", "TONE, MP4", "TEST_CARD_WEBM, WEBM"})
  void sniff_realMedia_isRecognised(Sample sample, ContainerFormat expected) throws Exception {
    assertThat(ContainerFormat.sniff(Files.readAllBytes(Farm.SAMPLES.path(sample))))
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "OggS________, OGG",
    "fLaC________, FLAC",
    "RIFF____WAVE, WAV",
    "'RIFF____AVI ', AVI",
    "____ftypisom, MP4",
    "____ftypM4V_qt  , MP4",
    "'____ftypqt  ', MOV",
    "____wide____mdat, MOV"
  })
  void sniff_magicBytes_areRecognised(String head, ContainerFormat expected) {
    assertThat(sniff(head)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "#EXTM3U\n#EXT-X-VERSION:3",
        "ffconcat version 1.0",
        "<MPD></MPD>______",
        "RIFF____XXXX"
      })
  void sniff_anythingElse_isUnknown(String head) {
    assertThat(sniff(head)).isEmpty();
  }

  @Test
  void sniff_mpegFrames_areToldApart() {
    assertThat(sniff("\u00ff\u00fb\u0090_________")).contains(ContainerFormat.MP3);
    assertThat(sniff("\u00ff\u00f1__________")).contains(ContainerFormat.ADTS);
    assertThat(sniff(("G" + "_".repeat(187)).repeat(3))).contains(ContainerFormat.MPEGTS);
  }

  private static java.util.Optional<ContainerFormat> sniff(String head) {
    return ContainerFormat.sniff(head.getBytes(StandardCharsets.ISO_8859_1));
  }
}
