#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// The last of three steps of a 3×3 convolution by minimal filtering (winograd.glsl): transforms products back into tiles of TILE×TILE pixels
//   output[n][channel][TILE*tile_y + y][TILE*tile_x + x] = activate(bias[channel] + residual[n][channel][...][...] + (A' m A)[y][x])
//   with m[i][j] = input[REACH*i + j][channel][tile]
// One invocation computes one tile of four channels.
//
// input [REACH*REACH][channels][N*tiles_h*tiles_w], bias [channels], residual and output [N][channels][out_h][out_w], in vectors of 4 channels
// count = channels * N * tiles_h * tiles_w; bias and residual are read where HAS_BIAS and HAS_RESIDUAL. HAS_GATE: gate is like the output; 0 goes on to
// the activation where it is not above 0.
// LAST_CHANNELS: how many channels the last vector of the output holds; the rest of it becomes 0.
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "winograd.glsl"
#include "activation.glsl"
#include "gate.glsl"

layout(constant_id = 5) const bool HAS_BIAS = false;
layout(constant_id = 6) const bool HAS_RESIDUAL = false;
layout(constant_id = 7) const uint LAST_CHANNELS = 4;
layout(constant_id = 8) const bool HAS_GATE = false;

BUFFER4(0, Input, input_data);
BUFFER4(1, Bias, bias_data);
BUFFER4(2, Residual, residual_data);
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };
BUFFER4(4, Gate, gate_data);

layout(push_constant) uniform Push {
    uint input_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint gate_base;
    uint count;
    uint channels;
    uint tiles;
    uint tiles_h;
    uint tiles_w;
    uint out_h;
    uint out_w;
    float activation_alpha;
    float activation_beta;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint channel = index / p.tiles;
    uint tile = index - channel * p.tiles;
    uint row = tile / p.tiles_w;
    uint picture = row / p.tiles_h;
    uint left = (tile - row * p.tiles_w) * TILE;
    uint top = (row - picture * p.tiles_h) * TILE;

    uint stride = p.channels * p.tiles;
    uint at = p.input_base / 4 + index;
    vec4 lines[MOST * MOST];
    [[unroll]] for (uint j = 0; j < REACH; j++) {
        vec4 m[MOST];
        [[unroll]] for (uint i = 0; i < REACH; i++)
            m[i] = LOAD4(input_data, at + (i * REACH + j) * stride);
        vec4 y[MOST];
        transform_output(m, y);
        [[unroll]] for (uint i = 0; i < TILE; i++)
            lines[i * REACH + j] = y[i];
    }
    vec4 bias = HAS_BIAS ? LOAD4(bias_data, p.bias_base / 4 + channel) : vec4(0);
    [[unroll]] for (uint i = 0; i < TILE; i++) {
        vec4 m[MOST];
        [[unroll]] for (uint j = 0; j < REACH; j++)
            m[j] = lines[i * REACH + j];
        vec4 y[MOST];
        transform_output(m, y);
        uint target = ((picture * p.channels + channel) * p.out_h + top + i) * p.out_w + left;
        [[unroll]] for (uint j = 0; j < TILE; j++) {
            if (top + i < p.out_h && left + j < p.out_w) {
                vec4 value = y[j] + bias;
                if (HAS_RESIDUAL)
                    value += LOAD4(residual_data, p.residual_base / 4 + target + j);
                if (HAS_GATE)
                    value = passed(value, LOAD4(gate_data, p.gate_base / 4 + target + j));
                value = activate(value, p.activation_alpha, p.activation_beta);
                if (LAST_CHANNELS < 4 && channel + 1 == p.channels)
                    value = only_existing(value, LAST_CHANNELS);
                output_data[p.output_base / 4 + target + j] = ELEMENT4(value);
            }
        }
    }
}
