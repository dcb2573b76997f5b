package io.mediarouter.harness.scenario.load;

/** What viewers of the sample media ask for, where nothing else is wanted of them. */
public final class SampleLoad {
  /** A rendition that has to be stored before they come. */
  public static final String STORED = "bars-360p.mp4?preset=240p";

  /** Stored renditions and the original, whole and in parts, stills, and some new renditions. */
  public static final LoadPlan MIXED =
      LoadPlan.NOTHING
          .withStored(STORED)
          .withOriginals("bars-360p.mp4")
          .withVaried("bars-360p.mp4")
          .withThumbnails("test-card-720p.mp4?preset=thumbnail&t=1")
          .withWorkers(3);

  private SampleLoad() {}
}
