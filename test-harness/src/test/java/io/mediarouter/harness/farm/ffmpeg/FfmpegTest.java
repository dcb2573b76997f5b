package io.mediarouter.harness.farm.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.harness.farm.Farm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegTest {
  @TempDir Path folder;

  @Test
  void locate_folderOrProgram_isTaken() {
    Path program = Farm.FFMPEG.ffmpeg();

    assertThat(Ffmpeg.locate(program)).isEqualTo(Farm.FFMPEG);
    assertThat(Ffmpeg.locate(program.getParent())).isEqualTo(Farm.FFMPEG);
  }

  @Test
  void locate_programThatDoesNotStart_isRefusedByName() throws Exception {
    Path broken = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\nexit 127\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(() -> Ffmpeg.locate(broken))
        .isInstanceOf(FfmpegNotFoundException.class)
        .hasMessageContaining("configured " + broken + " (-version exited with 127)");
  }
}
