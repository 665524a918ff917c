#include "stage.h"

#include "base/alarm.h"
#include "base/heap.h"
#include "stage_args.h"
#include "stage_cast.h"
#include "stage_outcome.h"
#include "stage_steps.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* A step on its way through a thread of libuv's pool. */
struct job {
	uv_work_t work; /* its data is the job */
	struct plumb_stage *stage;
	const char *name;	       /* of the peer that it makes; NULL: nobody speaks of it */
	struct plumb_stage_args *args; /* of its deeds, one after the other */
	size_t count;
	json_t *outcome;
	plumb_stage_fn *done; /* NULL: a `meanwhile`, whose outcome the stage keeps */
	void *context;
	struct job *next;
};

struct plumb_stage {
	uv_loop_t *loop;
	struct plumb_cast cast;
	struct plumb_scene scene;
	atomic_bool over;
	atomic_bool disturbed;
	struct plumb_alarm deadline;
	atomic_int why_ended;  /* waiting: ETIME or ECANCELED; 0: it has not */
	struct job *jobs;      /* begun and not yet done */
	json_t *meanwhile;     /* the first outcome of one that was not a `gives`, or NULL */
	uv_work_t closing;     /* its data is the stage, once that has begun */
	plumb_stage_fn *ended; /* NULL: the end has not been asked for */
	void *context;
};

/* Use a separate door: the adapter's is closed with the adapter, while threads may still use it. */
static int take_door(struct plumb_stage *stage, int lab_fd)
{
	if (lab_fd >= 0)
		stage->scene.lab_fd = fcntl(lab_fd, F_DUPFD_CLOEXEC, 0);
	return lab_fd >= 0 && stage->scene.lab_fd < 0 ? -1 : 0;
}

static void close_own(struct plumb_stage *stage)
{
	if (stage->scene.patience.end_fd >= 0)
		close(stage->scene.patience.end_fd);
	if (stage->scene.lab_fd >= 0)
		close(stage->scene.lab_fd);
}

/* The first reason stands. */
static void end_waiting(struct plumb_stage *stage, int why)
{
	int none = 0;

	atomic_compare_exchange_strong(&stage->why_ended, &none, why);
	eventfd_write(stage->scene.patience.end_fd, 1);
}

static void on_deadline(void *context)
{
	end_waiting(context, ETIME);
}

struct plumb_stage *plumb_stage_new(uv_loop_t *loop, const struct plumb_stage_row *row)
{
	struct plumb_stage *stage = plumb_new(1, sizeof(*stage));

	assert(row->subject_pid > 0);
	stage->loop = loop;
	stage->scene = (struct plumb_scene){.cast = &stage->cast,
		.patience = {.end_fd = eventfd(0, EFD_CLOEXEC),
			.why_ended = &stage->why_ended,
			.moment_ns = INT64_MAX},
		.subject_pid = row->subject_pid,
		.lab_fd = -1,
		.over = &stage->over,
		.disturbed = &stage->disturbed};
	if (stage->scene.patience.end_fd < 0 || take_door(stage, row->lab_fd) != 0 ||
		plumb_cast_init(&stage->cast, row->directory) != 0) {
		int error = errno;
		close_own(stage);
		free(stage);
		errno = error;
		return NULL;
	}
	plumb_alarm_init(&stage->deadline, loop, on_deadline, stage);
	plumb_alarm_start(&stage->deadline, row->patience_ns);
	return stage;
}

/* --- in a thread of the pool -------------------------------------------------------------- */

static void play(uv_work_t *work)
{
	struct job *job = work->data;

	for (size_t i = 0; i < job->count; i++) {
		json_decref(job->outcome);
		job->outcome = plumb_scene_play(&job->stage->scene, &job->args[i], job->name);
		if (!json_object_get(job->outcome, "gives"))
			break;
	}
}

static void close_all(uv_work_t *work)
{
	struct plumb_stage *stage = work->data;

	plumb_cast_clear(&stage->cast);
	/* Restore the wire for the next row, unless the lab is gone. */
	if (atomic_load(&stage->disturbed))
		plumb_lab_set_wire(stage->scene.lab_fd, PLUMB_LAB_WIRE_UP);
	close_own(stage);
}

/* --- on the loop -------------------------------------------------------------------------- */

static void on_alarm_closed(void *context)
{
	struct plumb_stage *stage = context;
	plumb_stage_fn *ended = stage->ended;
	void *owner = stage->context;
	json_t *outcome = stage->meanwhile ? stage->meanwhile : plumb_outcome_done();

	free(stage);
	ended(owner, outcome);
	json_decref(outcome);
}

static void closed(uv_work_t *work, int status)
{
	struct plumb_stage *stage = work->data;

	assert(status == 0);
	plumb_alarm_close(&stage->deadline, on_alarm_closed);
}

/* The descriptors are closed in the pool: a lingering close may take its time. */
static void close_when_over(struct plumb_stage *stage)
{
	if (stage->ended && !stage->jobs && !stage->closing.data) {
		stage->closing.data = stage;
		plumb_alarm_stop(&stage->deadline);
		int error = uv_queue_work(stage->loop, &stage->closing, close_all, closed);
		assert(error == 0);
		(void)error;
	}
}

static void forget(struct plumb_stage *stage, const struct job *job)
{
	struct job **link = &stage->jobs;

	while (*link != job)
		link = &(*link)->next;
	*link = job->next;
}

static void keep_first_failure(struct plumb_stage *stage, json_t *outcome)
{
	if (!stage->meanwhile && !json_object_get(outcome, "gives"))
		stage->meanwhile = json_incref(outcome);
}

static void free_job(struct job *job)
{
	for (size_t i = 0; i < job->count; i++)
		plumb_stage_args_clear(&job->args[i]);
	free(job->args);
	json_decref(job->outcome);
	free(job);
}

static void played(uv_work_t *work, int status)
{
	struct job *job = work->data;
	struct plumb_stage *stage = job->stage;

	if (status == UV_ECANCELED) {
		json_decref(job->outcome);
		errno = ECANCELED;
		job->outcome = plumb_outcome_errno();
	}
	forget(stage, job);
	if (job->done)
		job->done(job->context, job->outcome);
	else
		keep_first_failure(stage, job->outcome);
	free_job(job);
	close_when_over(stage);
}

/* NULL: a name in the deeds is unknown, or its value is unusable; why[] says it. */
static struct job *new_job(const struct plumb_deed *deeds, size_t count,
	const struct plumb_scope *scope, char *why, size_t size)
{
	struct job *job = plumb_new(1, sizeof(*job));

	*job = (struct job){.work = {.data = job},
		.args = plumb_new(count, sizeof(*job->args)),
		.outcome = plumb_outcome_done()};
	for (; job->count < count; job->count++) {
		struct plumb_stage_args *args = &job->args[job->count];
		if (!plumb_stage_args_make(args, &deeds[job->count], scope, why, size)) {
			plumb_stage_args_clear(args);
			free_job(job);
			return NULL;
		}
	}
	return job;
}

static void begin(struct plumb_stage *stage, struct job *job)
{
	assert(!stage->ended);
	job->stage = stage;
	job->next = stage->jobs;
	stage->jobs = job;
	int error = uv_queue_work(stage->loop, &job->work, play, played);
	assert(error == 0);
	(void)error;
}

void plumb_stage_play(struct plumb_stage *stage, const struct plumb_step *step,
	const struct plumb_scope *scope, plumb_stage_fn *done, void *context)
{
	char why[256];
	struct job *job = new_job(&step->peer, 1, scope, why, sizeof(why));

	assert(done);
	if (!job) { /* all of it was played; only the outcome is left */
		job = plumb_new(1, sizeof(*job));
		*job = (struct job){
			.work = {.data = job}, .outcome = plumb_outcome_broken("%s", why)};
	}
	job->name = step->as.count ? step->as.names[0] : NULL;
	job->done = done;
	job->context = context;
	begin(stage, job);
}

bool plumb_stage_meanwhile(struct plumb_stage *stage, const struct plumb_step *step,
	const struct plumb_scope *scope, char *why, size_t size)
{
	const struct plumb_deeds *meanwhile = &step->meanwhile;
	struct job *job = new_job(meanwhile->deeds, meanwhile->count, scope, why, size);

	if (job)
		begin(stage, job);
	return job;
}

json_t *plumb_stage_addresses(struct plumb_stage *stage)
{
	return plumb_cast_addresses(&stage->cast);
}

/* Jobs that wait in poll() wake up; those that still wait for a thread never begin. */
void plumb_stage_cancel(struct plumb_stage *stage)
{
	if (stage->closing.data)
		return;
	end_waiting(stage, ECANCELED);
	for (struct job *job = stage->jobs; job; job = job->next)
		uv_cancel((uv_req_t *)&job->work);
}

void plumb_stage_end(struct plumb_stage *stage, bool cancel, plumb_stage_fn *done, void *context)
{
	assert(done && !stage->ended);
	stage->ended = done;
	stage->context = context;
	atomic_store(&stage->over, true);
	if (cancel)
		plumb_stage_cancel(stage);
	close_when_over(stage);
}
