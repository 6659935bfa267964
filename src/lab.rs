//! The lab: runs trained in lock-step on the same data, their costs, and what they look like now.

use crate::batch::Batches;
use crate::dataset::Dataset;
use crate::decimal;
use crate::diagnosis::{self, Verdict};
use crate::elementary::sigmoid;
use crate::error::Error;
use crate::experiment::{Experiment, RunPlan, Training};
use crate::field::Field;
use crate::history::History;
use crate::inspection::{self, Inspection, Step};
use crate::kernel::Samples;
use crate::network::{Layer, Network};
use crate::optimizer::Descent;
use crate::picture;
use crate::theory;
use crate::training::{self, Gradient};
use crate::value::Value;

/// Several networks trained side by side.
#[derive(Clone, Debug)]
pub struct Lab {
    experiment: Experiment,
    train: Dataset,
    test: Dataset,
    train_samples: Samples,
    test_samples: Samples,
    runs: Vec<Run>,
    /// The iteration that all runs have reached, or are catching up to.
    iteration: u32,
    gradient: Gradient,
}

/// One network being trained.
#[derive(Clone, Debug)]
struct Run {
    network: Network,
    starts: Vec<LayerStart>,
    descent: Descent,
    /// Which samples the updates look at, where that is not all of them.
    batches: Option<Batches>,
    iteration: u32,
    history: History,
    /// Where training stopped because the next state was not finite or the cost had exploded.
    diverged_at: Option<u32>,
    /// Whether another lab of the same experiment trains it.
    elsewhere: bool,
}

/// A layer as its initializer left it.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerStart {
    /// Units of the layer.
    pub units: usize,
    /// Inputs of each unit.
    pub inputs: usize,
    /// Standard deviation of all weights that could have been drawn; `None` where it depends on the data.
    pub expected_stddev: Option<f64>,
    /// Standard deviation of the weights that were drawn, about their mean.
    pub measured_stddev: f64,
    /// Mean of the weights that were drawn.
    pub measured_mean: f64,
}

/// All runs at one iteration.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The common iteration.
    pub iteration: u32,
    /// The experiment's learning rate for the next update.
    pub learning_rate: f64,
    /// Each run, in the experiment's order.
    pub runs: Vec<RunSnapshot>,
}

/// A run at its current iteration.
#[derive(Clone, Debug)]
pub struct RunSnapshot {
    /// Name of the initializer.
    pub initializer: &'static str,
    /// The run's name.
    pub label: String,
    /// The iteration reached: the common one, unless the run is catching up, has ended or has diverged.
    pub iteration: u32,
    /// Mean loss over the training samples.
    pub cost: f64,
    /// Fraction of training samples classified correctly.
    pub train_accuracy: f64,
    /// Fraction of test samples classified correctly; `None` without test samples.
    pub test_accuracy: Option<f64>,
    /// Mean probability that training samples' own classes are given.
    pub train_probability: f64,
    /// The same of test samples; `None` without any.
    pub test_probability: Option<f64>,
    /// What is happening to the run.
    pub verdict: Verdict,
    /// The iteration at which it diverged.
    pub diverged_at: Option<u32>,
}

/// A rectangle of the plane.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Left edge.
    pub x_min: f64,
    /// Right edge.
    pub x_max: f64,
    /// Lower edge.
    pub y_min: f64,
    /// Upper edge.
    pub y_max: f64,
}

/// A picture of a run's boundary, and memory for the next one.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// The logit of each cell, row by row from the upper edge down.
    pub logits: Vec<f32>,
    /// The pixels, row by row from the upper edge down.
    pub pixels: Vec<u32>,
}

/// The most cells of a field, and pixels of a picture.
const MOST_CELLS: usize = 4096 * 4096;

impl Lab {
    /// The lab of an experiment, at iteration 0.
    ///
    /// # Panics
    /// If the experiment has no runs; none that was read has none.
    pub fn new(experiment: Experiment) -> Self {
        let (train, test) = (experiment.dataset.train(), experiment.dataset.test());
        let train_samples = Samples::new(&train.points, &train.labels);
        let test_samples = Samples::new(&test.points, &test.labels);
        let runs: Vec<Run> = experiment.runs.iter().map(|plan| Run::new(&experiment, plan, &train_samples)).collect();
        let gradient = Gradient::new(&runs.first().expect("at least one run").network);
        Self { experiment, train, test, train_samples, test_samples, runs, iteration: 0, gradient }
    }

    /// The experiment as it stands, with the learning rates changed while training.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The common iteration.
    pub fn iteration(&self) -> u32 {
        self.iteration
    }

    /// The experiment's learning rate for the next update.
    pub fn learning_rate(&self) -> f64 {
        self.experiment.training.learning_rate_at(self.iteration)
    }

    /// The samples to train on.
    pub fn train(&self) -> &Dataset {
        &self.train
    }

    /// The samples to test on.
    pub fn test(&self) -> &Dataset {
        &self.test
    }

    /// Trains every run for `updates` more iterations, but not beyond the experiment's last. Runs that are behind catch
    /// up first. Returns the iteration reached.
    pub fn advance(&mut self, updates: u32) -> u32 {
        self.iteration = self.iteration.saturating_add(updates).min(self.experiment.last_iteration());
        self.catch_up(u64::MAX);
        self.iteration
    }

    /// Updates missing until every run has reached the common iteration.
    pub fn behind(&self) -> u64 {
        (0..self.runs.len()).map(|index| u64::from(self.missing(index))).sum()
    }

    /// Trains the runs that are behind the common iteration, `updates` updates at most. Returns how many are missing then.
    pub fn catch_up(&mut self, updates: u64) -> u64 {
        let mut left = updates;
        for index in 0..self.runs.len() {
            let updates = u64::from(self.missing(index)).min(left) as u32;
            if updates > 0 {
                let training = self.experiment.training_of(&self.experiment.runs[index]);
                self.runs[index].train(updates, &training, (&self.train, &self.train_samples), &mut self.gradient);
                left -= u64::from(updates);
            }
        }
        self.behind()
    }

    /// Updates that a run needs to reach the common iteration.
    fn missing(&self, index: usize) -> u32 {
        let run = &self.runs[index];
        let end = self.experiment.iterations_of(&self.experiment.runs[index]).min(self.iteration);
        if run.elsewhere || run.diverged_at.is_some() { 0 } else { end.saturating_sub(run.iteration) }
    }

    /// Leaves all runs but these to other labs of the same experiment: they are not trained here, are not behind, and are
    /// left out of [`Self::snapshot`]. A run that comes back catches up.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn assign(&mut self, own: &[usize]) -> Result<(), Error> {
        for &index in own {
            self.check_run(index)?;
        }
        for (index, run) in self.runs.iter_mut().enumerate() {
            run.elsewhere = !own.contains(&index);
        }
        Ok(())
    }

    /// Back to iteration 0 with the same weights. Recorded changes of the learning rate stay, so that training again
    /// gives the same runs again.
    pub fn rewind(&mut self) {
        self.iteration = 0;
        for (run, plan) in self.runs.iter_mut().zip(&self.experiment.runs) {
            let elsewhere = run.elsewhere;
            *run = Run { elsewhere, ..Run::new(&self.experiment, plan, &self.train_samples) };
        }
    }

    /// Changes the experiment's learning rate from the next update on, and records it in the experiment.
    ///
    /// # Errors
    /// If the learning rate is not allowed, or there have been too many changes.
    pub fn set_learning_rate(&mut self, learning_rate: &Value) -> Result<(), Error> {
        let path = "training.learningRate";
        let learning_rate = Field::at(path).number(path, learning_rate)?;
        let mut training = self.experiment.training.clone();
        training.change_learning_rate(self.iteration, learning_rate);
        let path = "training.learningRateChanges";
        Field::at(path).check_length(path, training.learning_rate_changes.len())?;
        self.experiment.training = training;
        Ok(())
    }

    /// Changes the iteration at which training ends.
    ///
    /// # Errors
    /// If it is not allowed, or already passed.
    pub fn set_iterations(&mut self, iterations: &Value) -> Result<(), Error> {
        let path = "training.iterations";
        let iterations = Field::at(path).integer(path, iterations)?;
        if iterations < self.iteration {
            let allowed = format!("at least {}, the iteration reached", self.iteration);
            return Err(Error::out_of_range(path, iterations, allowed));
        }
        self.experiment.training.iterations = iterations;
        Ok(())
    }

    /// Inserts a run at `index`. It starts at iteration 0, behind the others, until it is caught up.
    ///
    /// # Errors
    /// If the run is not allowed, there are too many, or no such index.
    pub fn add_run(&mut self, run: &Value, index: usize) -> Result<(), Error> {
        let count = self.runs.len();
        if index > count {
            return Err(Error::out_of_range("index", index, format!("a whole number from 0 to {count}")));
        }
        let plan = RunPlan::read(&format!("runs[{index}]"), run, self.experiment.activation)?;
        let mut experiment = self.experiment.clone();
        experiment.runs.insert(index, plan);
        Field::at("runs").check_length("runs", experiment.runs.len())?;
        self.runs.insert(index, Run::new(&experiment, &experiment.runs[index], &self.train_samples));
        self.experiment = experiment;
        Ok(())
    }

    /// Puts another run in a run's place. It starts at iteration 0, behind the others, until it is caught up.
    ///
    /// # Errors
    /// If there is no such run, or the other one is not allowed.
    pub fn set_run(&mut self, index: usize, run: &Value) -> Result<(), Error> {
        self.check_run(index)?;
        let plan = RunPlan::read(&format!("runs[{index}]"), run, self.experiment.activation)?;
        let elsewhere = self.runs[index].elsewhere;
        self.runs[index] = Run { elsewhere, ..Run::new(&self.experiment, &plan, &self.train_samples) };
        self.experiment.runs[index] = plan;
        self.iteration = self.iteration.min(self.experiment.last_iteration());
        Ok(())
    }

    /// Moves a run to another place among the runs, trained as it is.
    ///
    /// # Errors
    /// If there is no such run, or no such place.
    pub fn move_run(&mut self, from: usize, to: usize) -> Result<(), Error> {
        self.check_run(from)?;
        self.check_run(to)?;
        let run = self.runs.remove(from);
        self.runs.insert(to, run);
        let plan = self.experiment.runs.remove(from);
        self.experiment.runs.insert(to, plan);
        Ok(())
    }

    /// Removes a run.
    ///
    /// # Errors
    /// If there is no such run, or it is the last one.
    pub fn remove_run(&mut self, index: usize) -> Result<(), Error> {
        self.check_run(index)?;
        Field::at("runs").check_length("runs", self.runs.len() - 1)?;
        self.runs.remove(index);
        self.experiment.runs.remove(index);
        self.iteration = self.iteration.min(self.experiment.last_iteration());
        Ok(())
    }

    /// All runs that are trained here as they are now.
    pub fn snapshot(&mut self) -> Snapshot {
        let labels = self.experiment.labels().into_iter().enumerate();
        let here: Vec<_> = labels.filter(|&(index, _)| !self.runs[index].elsewhere).collect();
        let runs = here.into_iter().map(|(index, label)| self.run_snapshot(index, label)).collect();
        Snapshot { iteration: self.iteration, learning_rate: self.learning_rate(), runs }
    }

    fn run_snapshot(&mut self, index: usize, label: String) -> RunSnapshot {
        let plan = &self.experiment.runs[index];
        let training = self.experiment.training_of(plan);
        let run = &self.runs[index];
        let test_logits = self.gradient.logits(&run.network, &self.test_samples);
        let test_accuracy = training::accuracy_of(test_logits, &self.test_samples);
        let test_probability = training::probability_of(test_logits, &self.test_samples);
        let logits = self.gradient.logits(&run.network, &self.train_samples).to_vec();
        let cost = training::cost_of(&logits, &self.train_samples, training.loss);
        let train_accuracy = training::accuracy_of(&logits, &self.train_samples).expect("training samples");
        let ended = run.iteration >= training.iterations;
        // No update follows the last one, so none has looked at the cost that it left behind.
        let exploded = ended && run.history.diverged(cost);
        let diverged_at = run.diverged_at.or(exploded.then_some(run.iteration));
        let evidence = diagnosis::Evidence {
            network: &run.network,
            samples: &self.train_samples,
            loss: training.loss,
            logits: &logits,
            iteration: run.iteration,
            cost,
            accuracy: train_accuracy,
            history: &run.history,
            diverged_at,
            ended,
        };
        RunSnapshot {
            initializer: plan.initializer.scheme.name,
            label,
            iteration: run.iteration,
            cost,
            train_accuracy,
            test_accuracy,
            train_probability: training::probability_of(&logits, &self.train_samples).expect("training samples"),
            test_probability,
            verdict: diagnosis::verdict(&evidence, &mut self.gradient),
            diverged_at,
        }
    }

    /// The costs of a run that are kept, and its cost now: (iteration, cost), iterations ascending. The cost at an
    /// iteration is measured before that iteration's update.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn costs(&mut self, index: usize) -> Result<Vec<(u32, f64)>, Error> {
        self.check_run(index)?;
        let training = self.experiment.training_of(&self.experiment.runs[index]);
        let run = &self.runs[index];
        let mut costs = run.history.costs();
        if costs.last().is_none_or(|&(iteration, _)| iteration < run.iteration) {
            costs.push((run.iteration, self.gradient.cost(&run.network, &self.train_samples, training.loss)));
        }
        Ok(costs)
    }

    /// What passes through a run's network now, with one pass of the training samples forward and backward.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn inspect(&mut self, index: usize) -> Result<Inspection, Error> {
        self.check_run(index)?;
        let loss = self.experiment.training_of(&self.experiment.runs[index]).loss;
        Ok(inspection::inspect(&self.runs[index].network, &self.train_samples, loss, &mut self.gradient))
    }

    /// What passed through a run's network at iteration 0.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn inspect_start(&mut self, index: usize) -> Result<Inspection, Error> {
        self.check_run(index)?;
        let plan = &self.experiment.runs[index];
        let network = self.experiment.blueprint(plan).draw(&self.train_samples);
        let loss = self.experiment.training_of(plan).loss;
        Ok(inspection::inspect(&network, &self.train_samples, loss, &mut self.gradient))
    }

    /// The standard deviation of each layer's pre-activations that wide networks with a run's initializer are expected to
    /// have at iteration 0, first to last; `None` where theory has nothing to say.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn expected_signal(&self, index: usize) -> Result<Vec<Option<f64>>, Error> {
        self.check_run(index)?;
        let coordinates = self.train.points.as_flattened();
        let mean_square = coordinates.iter().map(|x| x * x).sum::<f64>() / coordinates.len() as f64;
        Ok(theory::expected_signal(&self.experiment.blueprint(&self.experiment.runs[index]), mean_square))
    }

    /// The layers of a run's network as its initializer left them, first to last.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn starts(&self, index: usize) -> Result<&[LayerStart], Error> {
        self.check_run(index)?;
        Ok(&self.runs[index].starts)
    }

    /// The layers of a run's network.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn parameters(&self, index: usize) -> Result<&[Layer], Error> {
        self.check_run(index)?;
        Ok(&self.runs[index].network.layers)
    }

    /// The logit of each point.
    ///
    /// # Errors
    /// If there is no such run.
    pub fn logits(&mut self, index: usize, points: &[[f64; 2]]) -> Result<&[f64], Error> {
        self.check_run(index)?;
        Ok(self.gradient.logits(&self.runs[index].network, &Samples::unlabelled(points)))
    }

    /// The probability of class 1 at each point of [x₀, y₀, x₁, y₁, …].
    ///
    /// # Errors
    /// If there is no such run, or the coordinates do not pair up.
    pub fn predict(&mut self, index: usize, coordinates: &[f64]) -> Result<Vec<f64>, Error> {
        let (points, []) = coordinates.as_chunks::<2>() else {
            return Err(Error::out_of_range("points", format!("{} coordinates", coordinates.len()), "pairs x, y"));
        };
        Ok(self.logits(index, points)?.iter().copied().map(sigmoid).collect())
    }

    /// The logits at the centres of a grid's cells, row by row from the upper edge down.
    ///
    /// # Errors
    /// If there is no such run, the rectangle is empty or not finite, or the grid has no cell or too many.
    pub fn field(&mut self, index: usize, bounds: Bounds, width: usize, height: usize) -> Result<&[f64], Error> {
        self.logits(index, &cells(bounds, width, height)?)
    }

    /// The picture of a run's boundary: the logits at the centres of a grid's cells, row by row from the upper edge down, and
    /// `detail` × `detail` pixels a cell, coloured by the logits between the centres. `colours` are those of logits from −8 to
    /// 8 in 2,048 steps, and one for NaN; `room` is how many bytes of pixels and how many logits there is room for.
    ///
    /// # Errors
    /// If there is no such run, the rectangle is empty or not finite, the grid has no cell, there are no pixels or too many,
    /// the table of colours has another length, or there is not just the room that the picture needs.
    pub fn paint(
        &mut self,
        index: usize,
        bounds: Bounds,
        [width, height, detail]: [usize; 3],
        colours: &[u32],
        room: [usize; 2],
        picture: &mut Picture,
    ) -> Result<(), Error> {
        self.check_run(index)?;
        let (xs, ys) = axes(bounds, width, height)?;
        let pixels = (width * height).saturating_mul(detail.saturating_mul(detail));
        if pixels == 0 || pixels > MOST_CELLS {
            let allowed = format!("1 or more, and at most {MOST_CELLS} pixels in all");
            return Err(Error::out_of_range("grid.detail", detail, allowed));
        }
        if colours.len() != picture::COLOURS {
            let allowed = format!("a table of {}", picture::COLOURS);
            return Err(Error::out_of_range("colours", format!("a table of {}", colours.len()), allowed));
        }
        for (name, given, needed) in [("pixels", room[0], 4 * pixels), ("logits", room[1], width * height)] {
            if given != needed {
                let allowed = format!("an array of {needed}");
                return Err(Error::out_of_range(name, format!("an array of {given}"), allowed));
            }
        }
        picture::logits(&self.runs[index].network, self.gradient.pass(), &xs, &ys, &mut picture.logits);
        picture.pixels.resize(pixels, 0);
        picture::paint(&picture.logits, width, detail, colours, &mut picture.pixels);
        Ok(())
    }

    /// A point's way through a run's network, first layer to last, and the gradient of its loss back; with label `None` the
    /// gradients are empty.
    ///
    /// # Errors
    /// If there is no such run, the point is not finite, or the label is neither 0 nor 1.
    pub fn follow(&mut self, index: usize, point: [f64; 2], label: Option<u8>) -> Result<Vec<Step>, Error> {
        self.check_run(index)?;
        if let Some(axis) = point.iter().position(|coordinate| !coordinate.is_finite()) {
            return Err(Error::out_of_range(&format!("point[{axis}]"), Value::Number(point[axis]), "a finite number"));
        }
        if let Some(label) = label.filter(|&label| label > 1) {
            return Err(Error::out_of_range("label", label, "0 or 1"));
        }
        let loss = self.experiment.training_of(&self.experiment.runs[index]).loss;
        let network = &self.runs[index].network;
        let mut steps = inspection::follow(network, point, label.unwrap_or(0), loss, &mut self.gradient);
        if label.is_none() {
            for step in &mut steps {
                step.gradients.clear();
            }
        }
        Ok(steps)
    }

    /// Each unit's activation at the centres of a grid's cells, row by row from the upper edge down, one unit after the
    /// other, layer by layer; of the output unit the probability. Of each layer no more than the first `most` units.
    ///
    /// # Errors
    /// If there is no such run, the rectangle is empty or not finite, or the grid has no cell or too many.
    pub fn unit_fields(&mut self, index: usize, bounds: Bounds, side: usize, most: usize) -> Result<Vec<f32>, Error> {
        self.check_run(index)?;
        let samples = Samples::unlabelled(&cells(bounds, side, side)?);
        let network = &self.runs[index].network;
        let shown: usize = network.layers.iter().map(|layer| layer.biases.len().min(most)).sum();
        let values = shown.saturating_mul(samples.count());
        if values > MOST_CELLS {
            let allowed = format!("at most {MOST_CELLS} cells, over all units");
            return Err(Error::out_of_range("grid", format!("{values} cells"), allowed));
        }
        Ok(inspection::unit_fields(network, &samples, most))
    }

    fn check_run(&self, index: usize) -> Result<(), Error> {
        let last = self.runs.len() - 1;
        if index <= last {
            return Ok(());
        }
        Err(Error::out_of_range("run", index, format!("a whole number from 0 to {last}")))
    }
}

/// The centres of a grid's cells, row by row from the upper edge down.
fn cells(bounds: Bounds, width: usize, height: usize) -> Result<Vec<[f64; 2]>, Error> {
    let (xs, ys) = axes(bounds, width, height)?;
    Ok(ys.iter().flat_map(|&y| xs.iter().map(move |&x| [x, y])).collect())
}

/// The centres of a grid's columns from the left, and of its rows from the upper edge down.
fn axes(bounds: Bounds, width: usize, height: usize) -> Result<(Vec<f64>, Vec<f64>), Error> {
    let Bounds { x_min, x_max, y_min, y_max } = bounds;
    for (name, low, high) in [("x", x_min, x_max), ("y", y_min, y_max)] {
        if !(low < high && low.is_finite() && high.is_finite()) {
            return Err(Error::out_of_range(
                &format!("bounds.{name}"),
                format!("{} to {}", decimal::plain(low), decimal::plain(high)),
                "an interval",
            ));
        }
    }
    if width == 0 || height == 0 || width.saturating_mul(height) > MOST_CELLS {
        let allowed = format!("1 to {MOST_CELLS} cells");
        return Err(Error::out_of_range("grid", format!("{width} × {height}"), allowed));
    }
    let centres = |low: f64, high: f64, count: usize| {
        (0..count).map(|i| low + (high - low) * (i as f64 + 0.5) / count as f64).collect()
    };
    Ok((centres(x_min, x_max, width), centres(y_max, y_min, height)))
}

impl Run {
    fn new(experiment: &Experiment, plan: &RunPlan, samples: &Samples) -> Self {
        let blueprint = experiment.blueprint(plan);
        let network = blueprint.draw(samples);
        let starts = blueprint.places().zip(&network.layers).map(|((place, initializer), layer)| LayerStart {
            units: place.units,
            inputs: place.inputs,
            expected_stddev: initializer.expected_stddev(place),
            measured_stddev: libm::sqrt(layer.weights.variance()),
            measured_mean: layer.weights.mean(),
        });
        let training = experiment.training_of(plan);
        let batches = Batches::new(training.batch_size, samples.count(), training.batch_seed);
        // With mini-batches the cost takes a pass of its own over all samples: a few times an epoch has to do.
        let stride = batches.as_ref().map_or(1, |batches| batches.per_epoch().next_power_of_two() as u32);
        Self {
            starts: starts.collect(),
            descent: Descent::new(training.optimizer, training.constants, &network),
            network,
            batches,
            iteration: 0,
            history: History::new(stride),
            diverged_at: None,
            elsewhere: false,
        }
    }

    /// Up to `updates` updates; fewer if the run diverges. The training samples are given as they are and laid out for
    /// the kernels.
    fn train(
        &mut self,
        updates: u32,
        training: &Training,
        (data, samples): (&Dataset, &Samples),
        gradient: &mut Gradient,
    ) {
        for _ in 0..updates {
            let measures = self.history.measures(self.iteration);
            let batch = self.batches.as_mut().map(|batches| batches.take(data));
            let (cost, seen) = if let Some(batch) = &batch {
                let cost = measures.then(|| gradient.cost(&self.network, samples, training.loss));
                gradient.compute(&self.network, batch, training.loss);
                (cost, batch)
            } else {
                gradient.compute(&self.network, samples, training.loss);
                let cost = || training::cost_of(gradient.computed_logits(), samples, training.loss);
                (measures.then(cost), samples)
            };
            let learning_rate = training.learning_rate_at(self.iteration);
            if cost.is_some_and(|cost| !self.keep_cost(cost))
                || !self.descent.update(&mut self.network, gradient, seen.count(), learning_rate)
            {
                self.diverged_at = Some(self.iteration);
                return;
            }
            self.iteration += 1;
        }
    }

    /// Keeps the cost at this iteration. Returns false if it says that the run has diverged.
    fn keep_cost(&mut self, cost: f64) -> bool {
        self.history.record(self.iteration, cost);
        !self.history.diverged(cost)
    }
}
