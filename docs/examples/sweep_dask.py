"""A sweep on a Dask cluster: here two processes of this machine. Pass the address of a scheduler to use another cluster.

    pip install "./python[dask]"
    python docs/examples/sweep_dask.py [tcp://scheduler:8786]

Every worker needs the same version of init-lab. Which machine trains a cell changes no bit of the results.
"""

import sys

from dask.distributed import Client, LocalCluster

from init_lab import Sweep

EXPERIMENT = {
    "preset": "notebook",
    "training": {"iterations": 500},
    "sweep": {
        "seeds": 10,
        "axes": [{"field": "network.weightScale", "from": 0.01, "to": 100, "steps": 5, "scale": "log"}],
    },
}


def main() -> None:
    sweep = Sweep(EXPERIMENT)
    cluster = sys.argv[1] if len(sys.argv) > 1 else LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        # Interrupted, it keeps what is done; another run(client=client) goes on. A lost worker costs its task in hand.
        sweep.run(client=client)
    shares = sweep.summary()["solved_share"]
    scales = sweep.axes[0]["values"]
    for run, label in enumerate(sweep.runs):
        row = "  ".join(f"{scale:g}: {share:.0%}" for scale, share in zip(scales, shares[run, 0]))
        print(f"{label:12} solved, by weight scale   {row}")


# Dask starts its workers by importing this file.
if __name__ == "__main__":
    main()
