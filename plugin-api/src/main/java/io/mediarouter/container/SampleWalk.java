package io.mediarouter.container;

import io.mediarouter.container.Mp4Track.Chunk;
import java.util.ArrayList;
import java.util.List;

/** A way through the samples of a track, in groups. */
final class SampleWalk {
  private final Mp4Track track;
  private final boolean allSync;
  private final Runs.Walk durations;
  private final Runs.Walk offsets;
  private int chunk;
  private int sample;
  private int sync;
  private long time;

  SampleWalk(Mp4Track track) {
    this.track = track;
    this.allSync = track.syncs().size() == track.samples();
    this.durations = track.durations().walk();
    this.offsets = track.offsets().walk();
    this.time = track.firstTime();
  }

  /** The samples of all chunks from here to {@code until}, exclusive. */
  SampleGroup next(int until) {
    SampleGroup group = new SampleGroup(track, allSync, time, data(until));
    for (; chunk < until; chunk++) {
      int samples = track.chunks().get(chunk).samples();
      for (int i = 0; i < samples; i++) {
        addTo(group);
      }
    }
    return group;
  }

  private void addTo(SampleGroup group) {
    int length = durations.next();
    int size = track.sizes().get(sample);
    sample++;
    boolean starts = sync < track.syncs().size() && track.syncs().get(sync) == sample;
    sync += starts ? 1 : 0;
    time += length;
    group.add(length, size, starts, offsets.next());
  }

  /** Where the bytes of these chunks are in the file as it was made. */
  private List<FinishedFile.Part> data(int until) {
    List<FinishedFile.Part> data = new ArrayList<>();
    int next = sample;
    for (Chunk each : track.chunks().subList(chunk, until)) {
      long end = each.at();
      for (int i = 0; i < each.samples(); i++) {
        end += Integer.toUnsignedLong(track.sizes().get(next));
        next++;
      }
      data.add(FinishedFile.Part.of(each.at(), end));
    }
    return data;
  }
}
