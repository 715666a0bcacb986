"""Trains CIFAR's ResNet-20 (He et al. 2016, section 4.2, shortcuts of option A) in PyTorch on what `batches` writes: the same initial weights, the
same augmented pictures in the same order. Prints a line per epoch, to lie beside that of `cnnvulkan train`.

dotnet CnnVulkan.Benchmarks.dll batches cifar-resnet20 --data DIR --augment pad4,crop,flip,black | python3 pytorch_curve.py EPOCHS
"""
import math
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.stride, self.more = stride, outputs - inputs

    def forward(self, x):
        y = F.relu(self.first_norm(self.first(x)))
        y = self.second_norm(self.second(y))
        if self.stride != 1:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, self.more))
        return F.relu(y + x)


class ResNet20(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.first, self.norm = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        blocks, inputs = [], 16
        for stage, outputs in enumerate((16, 32, 64)):
            for i in range(3):
                blocks.append(Block(inputs, outputs, 2 if stage > 0 and i == 0 else 1))
                inputs = outputs
        self.blocks, self.last = nn.Sequential(*blocks), nn.Linear(64, classes)

    def forward(self, x):
        return self.last(self.blocks(F.relu(self.norm(self.first(x)))).mean((2, 3)))


def read(kind, *shape):
    count = math.prod(shape)
    data = bytearray(sys.stdin.buffer.read(4 * count))
    if len(data) < 4 * count:
        sys.exit("The batches have ended.")
    return torch.frombuffer(data, dtype=kind).reshape(shape)


def main():
    torch.set_num_threads(2)
    net = ResNet20()
    # Filters first, then the scales of normalisations: the last of a block does not begin with 1.
    layers = [m for m in net.modules() if isinstance(m, (nn.Conv2d, nn.Linear))] + [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    count = int(read(torch.int32, 1))
    assert count == len(layers), (count, len(layers))
    for layer in layers:
        shape = read(torch.int32, int(read(torch.int32, 1))).tolist()
        weight = read(torch.float32, *shape)
        with torch.no_grad():
            layer.weight.copy_(weight if list(layer.weight.shape) == shape else weight.T)
            if layer.bias is not None:
                layer.bias.zero_()
    judged, steps, batch, channels, height, width = read(torch.int32, 6).tolist()
    pictures, labels = zip(*((read(torch.float32, 1, channels, height, width), read(torch.int32, 1)) for _ in range(judged)))
    pictures, labels = torch.cat(pictures), torch.cat(labels).long()
    optimizer = torch.optim.SGD(net.parameters(), 0.1, 0.9, weight_decay=1e-4)
    start = time.time()
    for epoch in range(int(sys.argv[1])):
        net.train()
        loss_sum = hits = 0
        for _ in range(steps):
            x, t = read(torch.float32, batch, channels, height, width), read(torch.int32, batch).long()
            optimizer.zero_grad()
            scores = net(x)
            loss = F.cross_entropy(scores, t)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item()
            hits += (scores.argmax(1) == t).sum().item()
        net.eval()
        with torch.no_grad():
            scores = torch.cat([net(part) for part in pictures.split(250)])
        print(
            f"epoch {epoch + 1}  loss {loss_sum / steps:.4f}, {100 * hits / (steps * batch):.2f}%  validation: loss {F.cross_entropy(scores, labels).item():.4f}, "
            f"{100 * (scores.argmax(1) == labels).float().mean().item():.2f}%  {time.time() - start:.0f} s",
            flush=True)


main()
