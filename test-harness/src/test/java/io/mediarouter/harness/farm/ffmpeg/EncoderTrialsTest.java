package io.mediarouter.harness.farm.ffmpeg;

import static io.mediarouter.harness.farm.ffmpeg.FakeHardware.QSV_IS_ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.harness.farm.Farm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EncoderTrialsTest {
  private final List<String> log = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void auto_takesTheBestThatEncodes_andSaysWhyTheOthersDoNot() throws IOException {
    FakeHardware hardware = FakeHardware.in(folder, QSV_IS_ABSENT, Farm.FFMPEG);

    H264Encoder chosen = trials(hardware).choose(List.of("auto"), log::add);

    assertThat(chosen.name()).isEqualTo("h264_nvenc");
    assertThat(hardware.encoded()).isEqualTo(1);
    assertThat(log)
        .containsExactly(
            "h264_qsv is absent: Error initializing an internal MFX session",
            "h264_vaapi is absent: No VA display found for device (path)",
            "H.264 is encoded with h264_nvenc");
  }

  @Test
  void namedOrder_isThatOfPreference_alsoWithSoftwareFirst() throws IOException {
    FakeHardware hardware = FakeHardware.in(folder, QSV_IS_ABSENT, Farm.FFMPEG);

    H264Encoder chosen =
        trials(hardware).choose(List.of("h264_qsv", "libx264", "h264_nvenc"), log::add);

    assertThat(chosen.name()).isEqualTo("libx264");
  }

  @Test
  void driverThatHangs_isAbsent() throws IOException {
    FakeHardware hardware = FakeHardware.in(folder, "exec sleep 50", Farm.FFMPEG);
    EncoderTrials trials =
        new EncoderTrials(
            hardware.tools(), H264Encoder.DEFAULT_VAAPI_DEVICE, Duration.ofMillis(300));

    assertThatThrownBy(() -> trials.choose(List.of("h264_qsv"), log::add))
        .hasMessageStartingWith("encoders: none of h264_qsv can encode a picture with");
    assertThat(log).containsExactly("h264_qsv is absent: it took longer than 0.3 s");
  }

  @Test
  void unknownName_namesTheKnownOnes() {
    var trials = new EncoderTrials(Farm.FFMPEG, H264Encoder.DEFAULT_VAAPI_DEVICE);

    assertThatThrownBy(() -> trials.choose(List.of("libx264", "x265"), log::add))
        .hasMessage(
            "encoders: x265 (expected: auto, or a list of"
                + " h264_nvenc,h264_qsv,h264_vaapi,libx264)");
  }

  private static EncoderTrials trials(FakeHardware hardware) {
    return new EncoderTrials(hardware.tools(), H264Encoder.DEFAULT_VAAPI_DEVICE);
  }
}
