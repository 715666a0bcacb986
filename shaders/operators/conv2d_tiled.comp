#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Convolution of Nc4hw pictures (layout.glsl) as a matrix product whose operands a workgroup stages in shared memory, for GPUs:
//   output[n][o][y][x] = activate(bias[o] + residual[n][o][y][x]
//     + sum over ky, kx, c of weight(o, ky, kx, c) * input[n][g*C + c][y*STRIDE_H + ky*DILATION_H - pad_h][x*STRIDE_W + kx*DILATION_W - pad_w])
// where g is o's group and C its input channels; elements outside the input are 0.
// A workgroup of 8×8 invocations computes 8*LANE_ROWS vectors of 4 output channels × 8*LANE_PIXELS pixels, one invocation LANE_ROWS vectors × LANE_PIXELS pixels. It
// goes through taps and channels in steps of DEPTH vectors of input channels; while a step is computed the next one is on its way.
// HAS_PARTIAL: the steps are shared between `splits` workgroups, which leave their sums to conv2d_tiled_reduce.comp: a small picture has too few
// tiles to fill a GPU.
//
// input   [N][groups*group_inputs][in_h][in_w] in vectors of 4 channels
// weight  [groups][blocks][KERNEL_H*KERNEL_W][chunks*DEPTH][4][8*LANE_ROWS] in vectors of 4 output channels, zero past the last channels
// bias    [out_channels] vectors, read where HAS_BIAS
// residual, gate, output [N][out_channels][out_h][out_w] vectors; residual is read where HAS_RESIDUAL. HAS_GATE: 0 goes on to the activation where
// the gate is not above 0.
// partial [splits][out_channels][pixels] vectors of 32-bit floats, written instead of output where HAS_PARTIAL
// group_inputs, group_outputs and out_channels count vectors; chunks = ceil(group_inputs / DEPTH); pixels = N*out_h*out_w,
// tiles = ceil(pixels / (8*LANE_PIXELS)), count = splits*groups*blocks*tiles workgroups; a split takes steps_each steps. weight may be a range of
// the blocks that starts at output vector first_channel; then groups = 1. The workgroup's size is 64.
// LAST_CHANNELS: how many channels the last vector of the output holds; the rest of it becomes 0.
// variants: f32 f16
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"
#include "gate.glsl"

layout(constant_id = 4) const uint LANE_ROWS = 2;
layout(constant_id = 5) const uint LANE_PIXELS = 8;
layout(constant_id = 6) const uint KERNEL_H = 1;
layout(constant_id = 7) const uint KERNEL_W = 1;
layout(constant_id = 8) const uint STRIDE_H = 1;
layout(constant_id = 9) const uint STRIDE_W = 1;
layout(constant_id = 10) const uint DILATION_H = 1;
layout(constant_id = 11) const uint DILATION_W = 1;
layout(constant_id = 12) const bool HAS_PARTIAL = false;
layout(constant_id = 13) const bool HAS_BIAS = false;
layout(constant_id = 14) const bool HAS_RESIDUAL = false;
layout(constant_id = 15) const uint LAST_CHANNELS = 4;
layout(constant_id = 16) const bool HAS_GATE = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT4 input_data[]; };
layout(binding = 1, set = 0) readonly buffer Weight { ELEMENT4 weight_data[]; };
layout(binding = 2, set = 0) readonly buffer Bias { ELEMENT4 bias_data[]; };
layout(binding = 3, set = 0) readonly buffer Residual { ELEMENT4 residual_data[]; };
layout(binding = 4, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };
layout(binding = 5, set = 0) writeonly buffer Partial { vec4 partial_data[]; };
layout(binding = 6, set = 0) readonly buffer Gate { ELEMENT4 gate_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint partial_base;
    uint gate_base;
    uint count;
    uint tiles;
    uint pixels;
    uint blocks;
    uint groups;
    uint group_inputs;
    uint group_outputs;
    uint out_channels;
    uint first_channel;
    uint chunks;
    uint steps_each;
    uint in_h;
    uint in_w;
    uint out_h;
    uint out_w;
    int pad_h;
    int pad_w;
    float activation_alpha;
    float activation_beta;
} p;

const uint SIDE = 8;
const uint THREADS = SIDE * SIDE;
const uint DEPTH = 4;
const uint TILE_ROWS = SIDE * LANE_ROWS;
const uint TILE_PIXELS = SIDE * LANE_PIXELS;
const uint WEIGHT_LOADS = DEPTH * 4 * TILE_ROWS / THREADS;
const uint PIXEL_LOADS = DEPTH * TILE_PIXELS / THREADS;

shared vec4 weights[DEPTH * 4 * TILE_ROWS];
shared vec4 pixels[DEPTH * TILE_PIXELS];

vec4 next_weights[WEIGHT_LOADS];
vec4 next_pixels[PIXEL_LOADS];
vec4 sum[LANE_ROWS * LANE_PIXELS];

// The pixel this invocation stages: where its picture's group starts, and the row and column of its window's first element.
uint plane_start;
ivec2 corner;

void load_step(uint step, uint local, uint block_start)
{
    [[unroll]] for (uint i = 0; i < WEIGHT_LOADS; i++)
        next_weights[i] = VALUE4(weight_data[block_start + step * (DEPTH * 4 * TILE_ROWS) + i * THREADS + local]);
    uint tap = step / p.chunks;
    uint chunk = step - tap * p.chunks;
    ivec2 place = corner + ivec2(tap / KERNEL_W * DILATION_H, tap % KERNEL_W * DILATION_W);
    bool inside = all(lessThan(uvec2(place), uvec2(p.in_h, p.in_w)));
    [[unroll]] for (uint i = 0; i < PIXEL_LOADS; i++) {
        uint channel = chunk * DEPTH + (i * THREADS + local) / TILE_PIXELS;
        bool exists = inside && channel < p.group_inputs;
        uint at = plane_start + (exists ? (channel * p.in_h + uint(place.x)) * p.in_w + uint(place.y) : 0);
        vec4 value = VALUE4(input_data[at]);
        next_pixels[i] = exists ? value : vec4(0);
    }
}

void multiply_step(uint row, uint column)
{
    [[unroll]] for (uint d = 0; d < DEPTH; d++) {
        vec4 b[LANE_PIXELS];
        [[unroll]] for (uint j = 0; j < LANE_PIXELS; j++)
            b[j] = pixels[d * TILE_PIXELS + j * SIDE + column];
        [[unroll]] for (uint k = 0; k < 4; k++) {
            [[unroll]] for (uint i = 0; i < LANE_ROWS; i++) {
                vec4 a = weights[(d * 4 + k) * TILE_ROWS + row * LANE_ROWS + i];
                [[unroll]] for (uint j = 0; j < LANE_PIXELS; j++)
                    sum[i * LANE_PIXELS + j] += a * b[j][k];
            }
        }
    }
}

void store(uint vector, uint pixel, uint split, vec4 value)
{
    uint plane = p.out_h * p.out_w;
    if (HAS_PARTIAL) {
        partial_data[p.partial_base / 4 + (split * p.out_channels + vector) * p.pixels + pixel] = value;
        return;
    }
    uint picture = pixel / plane;
    uint at = (picture * p.out_channels + vector) * plane + (pixel - picture * plane);
    if (HAS_BIAS)
        value += VALUE4(bias_data[p.bias_base / 4 + vector]);
    if (HAS_RESIDUAL)
        value += VALUE4(residual_data[p.residual_base / 4 + at]);
    if (HAS_GATE)
        value = passed(value, VALUE4(gate_data[p.gate_base / 4 + at]));
    value = activate(value, p.activation_alpha, p.activation_beta);
    if (LAST_CHANNELS < 4 && vector + 1 == p.out_channels)
        value = only_existing(value, LAST_CHANNELS);
    output_data[p.output_base / 4 + at] = ELEMENT4(value);
}

void main()
{
    uint local = gl_LocalInvocationID.x;
    // Workgroups past the last do the last one's work again and store nothing: all must reach the barriers.
    uint rest = min(group_index(), p.count - 1);
    uint tile = rest % p.tiles;
    rest /= p.tiles;
    uint block = rest % p.blocks;
    rest /= p.blocks;
    uint group = rest % p.groups;
    uint split = rest / p.groups;

    uint plane = p.out_h * p.out_w;
    uint staged = min(tile * TILE_PIXELS + local % TILE_PIXELS, p.pixels - 1);
    uint picture = staged / plane;
    staged -= picture * plane;
    uint y = staged / p.out_w;
    corner = ivec2(y * STRIDE_H, (staged - y * p.out_w) * STRIDE_W) - ivec2(p.pad_h, p.pad_w);
    plane_start = p.input_base / 4 + (picture * p.groups + group) * p.group_inputs * p.in_h * p.in_w;

    [[unroll]] for (uint i = 0; i < LANE_ROWS * LANE_PIXELS; i++)
        sum[i] = vec4(0);
    uint row = local / SIDE;
    uint column = local % SIDE;
    uint steps = KERNEL_H * KERNEL_W * p.chunks;
    uint block_start = p.weight_base / 4 + (group * p.blocks + block) * steps * (DEPTH * 4 * TILE_ROWS);
    uint step = split * p.steps_each;
    uint end = min(step + p.steps_each, steps);
    load_step(step, local, block_start);
    while (step < end) {
        [[unroll]] for (uint i = 0; i < WEIGHT_LOADS; i++)
            weights[i * THREADS + local] = next_weights[i];
        [[unroll]] for (uint i = 0; i < PIXEL_LOADS; i++)
            pixels[i * THREADS + local] = next_pixels[i];
        barrier();
        step++;
        if (step < end)
            load_step(step, local, block_start);
        multiply_step(row, column);
        barrier();
    }

    if (group_index() >= p.count)
        return;
    [[unroll]] for (uint i = 0; i < LANE_ROWS; i++) {
        uint vector = p.first_channel + block * TILE_ROWS + row * LANE_ROWS + i;
        if (vector < p.group_outputs) {
            [[unroll]] for (uint j = 0; j < LANE_PIXELS; j++) {
                uint pixel = tile * TILE_PIXELS + j * SIDE + column;
                if (pixel < p.pixels)
                    store(group * p.group_outputs + vector, pixel, split, sum[i * LANE_PIXELS + j]);
            }
        }
    }
}
