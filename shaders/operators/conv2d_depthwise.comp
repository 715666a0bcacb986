#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Convolution in which each output channel sees one input channel:
//   output[n][o][y][x] = activate(bias[o] + residual[n][o][y][x]
//     + sum over ky, kx of weight[o][ky][kx] * input[n][o / multiplier][y*STRIDE_H + ky*DILATION_H - pad_h][x*STRIDE_W + kx*DILATION_W - pad_w])
// where elements outside the input are 0.
// One invocation computes PIXELS neighbouring pixels of a row, a vector (layout.glsl) each, so that a loaded weight serves them all.
// Neighbouring invocations take neighbouring tiles.
//
// input [N][channels / multiplier][in_h][in_w], output and residual [N][channels][out_h][out_w], weight [channels][KERNEL_H*KERNEL_W],
// bias [channels], all in vectors, of which there are channels; bias and residual are read where HAS_BIAS and HAS_RESIDUAL.
// HAS_GATE: gate is like the output; 0 goes on to the activation where it is not above 0.
// multiplier is 1 where a vector holds several channels.
// count = N * channels * out_h * row_tiles, row_tiles = ceil(out_w / PIXELS). INSIDE: no filter reaches outside the input.
// SHARED_COLUMNS: the columns that a row of the tile reads are neighbours and few: each is loaded once.
// variants: f32 f16 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"
#include "gate.glsl"

layout(constant_id = 4) const uint PIXELS = 4;
layout(constant_id = 5) const uint KERNEL_H = 3;
layout(constant_id = 6) const uint KERNEL_W = 3;
layout(constant_id = 7) const uint STRIDE_H = 1;
layout(constant_id = 8) const uint STRIDE_W = 1;
layout(constant_id = 9) const uint DILATION_H = 1;
layout(constant_id = 10) const uint DILATION_W = 1;
layout(constant_id = 11) const bool INSIDE = false;
layout(constant_id = 12) const bool SHARED_COLUMNS = true;
layout(constant_id = 13) const bool HAS_BIAS = false;
layout(constant_id = 14) const bool HAS_RESIDUAL = false;
layout(constant_id = 15) const bool HAS_GATE = false;

LAYOUT_BUFFER(0, Input, input_data);
LAYOUT_BUFFER(1, Weight, weight_data);
LAYOUT_BUFFER(2, Bias, bias_data);
LAYOUT_BUFFER(3, Residual, residual_data);
layout(binding = 4, set = 0) writeonly buffer Output { STORED output_data[]; };
LAYOUT_BUFFER(5, Gate, gate_data);

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint gate_base;
    uint count;
    uint channels;
    uint multiplier;
    uint in_h;
    uint in_w;
    uint out_h;
    uint out_w;
    uint row_tiles;
    int pad_h;
    int pad_w;
    float activation_alpha;
    float activation_beta;
} p;

const uint COLUMNS = SHARED_COLUMNS ? (PIXELS - 1) * STRIDE_W + KERNEL_W : 1;

VECTOR sum[PIXELS];

VECTOR input_at(uint row_start, int x)
{
    bool inside = INSIDE || uint(x) < p.in_w;
    VECTOR value = LOAD(input_data, row_start + (inside ? uint(x) : 0));
    return inside ? value : VECTOR(0);
}

void add_row(uint row_start, int left, uint weight)
{
    if (SHARED_COLUMNS) {
        VECTOR column[COLUMNS];
        [[unroll]] for (uint i = 0; i < COLUMNS; i++)
            column[i] = input_at(row_start, left + int(i));
        [[unroll]] for (uint kx = 0; kx < KERNEL_W; kx++) {
            VECTOR w = LOAD(weight_data, weight + kx);
            [[unroll]] for (uint i = 0; i < PIXELS; i++)
                sum[i] += w * column[(i * STRIDE_W + kx) % COLUMNS];
        }
        return;
    }
    for (uint kx = 0; kx < KERNEL_W; kx++) {
        VECTOR w = LOAD(weight_data, weight + kx);
        [[unroll]] for (uint i = 0; i < PIXELS; i++)
            sum[i] += w * input_at(row_start, left + int(i * STRIDE_W + kx * DILATION_W));
    }
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint row = index / p.row_tiles;
    uint x = (index - row * p.row_tiles) * PIXELS;
    uint plane = row / p.out_h;
    uint y = row - plane * p.out_h;
    uint channel = plane % p.channels;
#ifdef LAYOUT_NC4HW
    uint in_plane = plane;
#else
    // The output's plane n*channels + o reads the input's plane n*channels/multiplier + o/multiplier.
    uint in_plane = plane / p.multiplier;
#endif
    int left = int(x * STRIDE_W) - p.pad_w;
    int top = int(y * STRIDE_H) - p.pad_h;

    [[unroll]] for (uint i = 0; i < PIXELS; i++)
        sum[i] = VECTOR(0);
    uint weight = p.weight_base / WIDTH + channel * (KERNEL_H * KERNEL_W);
    for (uint ky = 0; ky < KERNEL_H; ky++) {
        int in_y = top + int(ky * DILATION_H);
        if (!INSIDE && uint(in_y) >= p.in_h)
            continue;
        add_row(p.input_base / WIDTH + (in_plane * p.in_h + uint(in_y)) * p.in_w, left, weight + ky * KERNEL_W);
    }

    VECTOR bias = HAS_BIAS ? LOAD(bias_data, p.bias_base / WIDTH + channel) : VECTOR(0);
    uint at = (plane * p.out_h + y) * p.out_w + x;
    [[unroll]] for (uint i = 0; i < PIXELS; i++) {
        if (x + i < p.out_w) {
            VECTOR value = sum[i] + bias;
            if (HAS_RESIDUAL)
                value += LOAD(residual_data, p.residual_base / WIDTH + at + i);
            if (HAS_GATE)
                value = passed(value, LOAD(gate_data, p.gate_base / WIDTH + at + i));
            output_data[p.output_base / WIDTH + at + i] = STORED(activate(value, p.activation_alpha, p.activation_beta));
        }
    }
}
