package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.Popularity;
import io.mediarouter.batch.Prediction;
import io.mediarouter.batch.TaskDetail;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.PreemptionNotice;
import io.mediarouter.media.EncodingSpeed;
import java.net.URI;
import java.util.List;

/** The forms of what is to be made, and of what was. */
final class TaskForms {
  static final List<Form<?>> ALL =
      List.of(
          new Form<>(BatchJob.class, "BatchJob", TaskForms::job, TaskForms::write),
          new Form<>(BatchTask.class, "BatchTask", TaskForms::batchTask, TaskForms::write),
          new Form<>(JobTerms.class, "JobTerms", TaskForms::terms, TaskForms::write),
          new Form<>(Prediction.class, "Prediction", TaskForms::prediction, TaskForms::write),
          new Form<>(JobStanding.class, "JobStanding", TaskForms::standing, TaskForms::write),
          new Form<>(TaskDetail.class, "TaskDetail", TaskForms::detail, TaskForms::write),
          new Form<>(
              PreemptionNotice.class, "PreemptionNotice", TaskForms::notice, TaskForms::write),
          new Form<>(Popularity.class, "Popularity", TaskForms::popularity, TaskForms::write),
          new Form<>(Task.class, "Task", TaskForms::task, TaskForms::write),
          new Form<>(TaskRecord.class, "TaskRecord", TaskForms::record, TaskForms::write));

  private TaskForms() {}

  private static BatchJob job(CompactReader in) {
    return new BatchJob(
        in.readString("id"),
        Fields.asset(in),
        List.of(in.readArrayOfCompact("tasks", BatchTask.class)),
        Fields.priority(in),
        Fields.added(in, "terms", JobTerms.NONE),
        Fields.instant(in, "submittedAt"),
        Fields.added(in, "standing", JobStanding.NEW),
        in.readString("owner"));
  }

  private static void write(CompactWriter out, BatchJob job) {
    out.writeString("id", job.id());
    Fields.write(out, "asset", job.asset());
    out.writeArrayOfCompact("tasks", job.tasks().toArray(new BatchTask[0]));
    Fields.write(out, "urgency", job.priority());
    Fields.write(out, "submittedAt", job.submittedAt());
    out.writeString("owner", job.owner());
    out.writeCompact("terms", job.terms());
    out.writeCompact("standing", job.standing());
  }

  private static JobTerms terms(CompactReader in) {
    String callback = in.readString("callback");
    return new JobTerms(
        Fields.optionalInstant(in, "notBefore"),
        Fields.optionalInstant(in, "deadline"),
        in.readBoolean("dropAfterDeadline"),
        callback == null ? null : URI.create(callback),
        in.readString("batch"),
        in.readString("fingerprint"),
        Fields.nullable(in, "prediction"));
  }

  private static void write(CompactWriter out, JobTerms terms) {
    Fields.writeOptional(out, "notBefore", terms.notBefore());
    Fields.writeOptional(out, "deadline", terms.deadline());
    out.writeBoolean("dropAfterDeadline", terms.dropAfterDeadline());
    out.writeString("callback", terms.callback() == null ? null : terms.callback().toString());
    out.writeString("batch", terms.batch());
    out.writeString("fingerprint", terms.fingerprint());
    out.writeCompact("prediction", terms.prediction());
  }

  private static Prediction prediction(CompactReader in) {
    return new Prediction(
        in.readString("predictor"),
        in.readFloat64("firstUse"),
        in.readFloat64("eachUse"),
        Fields.addedSpeed(in, "speed"));
  }

  private static void write(CompactWriter out, Prediction prediction) {
    out.writeString("predictor", prediction.predictor());
    out.writeFloat64("firstUse", prediction.firstUse());
    out.writeFloat64("eachUse", prediction.eachUse());
    Fields.write(out, "speed", prediction.speed());
  }

  private static JobStanding standing(CompactReader in) {
    return new JobStanding(
        in.readBoolean("paused"),
        Fields.optionalInstant(in, "bumpedAt"),
        Fields.optionalInstant(in, "startedAt"),
        Fields.optionalInstant(in, "finishedAt"),
        Fields.addedInstant(in, "asOf"));
  }

  private static void write(CompactWriter out, JobStanding standing) {
    out.writeBoolean("paused", standing.paused());
    Fields.writeOptional(out, "bumpedAt", standing.bumpedAt());
    Fields.writeOptional(out, "startedAt", standing.startedAt());
    Fields.writeOptional(out, "finishedAt", standing.finishedAt());
    Fields.writeOptional(out, "asOf", standing.asOf());
  }

  private static BatchTask batchTask(CompactReader in) {
    return new BatchTask(
        in.readString("label"),
        in.readCompact("rendition"),
        Fields.constant(in, "state", JobState.class),
        in.readFloat64("progress"),
        in.readInt32("attempts"),
        in.readString("problem"),
        Fields.added(in, "detail", TaskDetail.NONE));
  }

  private static void write(CompactWriter out, BatchTask task) {
    out.writeString("label", task.label());
    out.writeCompact("rendition", task.rendition());
    Fields.write(out, "state", task.state());
    out.writeFloat64("progress", task.progress());
    out.writeInt32("attempts", task.attempts());
    out.writeString("problem", task.problem());
    out.writeCompact("detail", task.detail());
  }

  private static TaskDetail detail(CompactReader in) {
    return new TaskDetail(
        in.readString("serverId"), in.readFloat64("mediaSeconds"), in.readString("waits"));
  }

  private static void write(CompactWriter out, TaskDetail detail) {
    out.writeString("serverId", detail.serverId());
    out.writeFloat64("mediaSeconds", detail.mediaSeconds());
    out.writeString("waits", detail.waits());
  }

  private static PreemptionNotice notice(CompactReader in) {
    return new PreemptionNotice(
        in.readString("taskId"), in.readString("reason"), Fields.instant(in, "at"));
  }

  private static void write(CompactWriter out, PreemptionNotice notice) {
    out.writeString("taskId", notice.taskId());
    out.writeString("reason", notice.reason());
    Fields.write(out, "at", notice.at());
  }

  private static Popularity popularity(CompactReader in) {
    return new Popularity(in.readFloat64("weight"), Fields.instant(in, "at"));
  }

  private static void write(CompactWriter out, Popularity popularity) {
    out.writeFloat64("weight", popularity.weight());
    Fields.write(out, "at", popularity.at());
  }

  private static Task task(CompactReader in) {
    return new Task(
        Fields.asset(in),
        in.readCompact("source"),
        in.readCompact("rendition"),
        Fields.constant(in, "speed", EncodingSpeed.class));
  }

  private static void write(CompactWriter out, Task task) {
    Fields.write(out, "asset", task.asset());
    out.writeCompact("source", task.source());
    out.writeCompact("rendition", task.rendition());
    Fields.write(out, "speed", task.speed());
  }

  private static TaskRecord record(CompactReader in) {
    return new TaskRecord(
        in.readString("serverId"),
        in.readCompact("task"),
        in.readFloat64("cpuSeconds"),
        in.readFloat64("wallSeconds"),
        in.readBoolean("measured"),
        Fields.instant(in, "finishedAt"));
  }

  private static void write(CompactWriter out, TaskRecord record) {
    out.writeString("serverId", record.serverId());
    out.writeCompact("task", record.task());
    out.writeFloat64("cpuSeconds", record.cpuSeconds());
    out.writeFloat64("wallSeconds", record.wallSeconds());
    out.writeBoolean("measured", record.measured());
    Fields.write(out, "finishedAt", record.finishedAt());
  }
}
