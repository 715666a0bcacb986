#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// The first of three steps of a 3×3 convolution by minimal filtering (winograd.glsl): cuts Nc4hw pictures (layout.glsl) into
// overlapping tiles of REACH×REACH and transforms each:
//   output[REACH*i + j][channel][tile] = (B' d B)[i][j], d[y][x] = input[n][channel][TILE*tile_y + y - pad_h][TILE*tile_x + x - pad_w],
//   0 outside
// One invocation transforms one tile of four channels.
//
// input  [N][channels][in_h][in_w] in vectors of 4 channels
// output [REACH*REACH][channels][N*tiles_h*tiles_w] vectors; count = channels * N * tiles_h * tiles_w
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "winograd.glsl"

BUFFER4(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint channels;
    uint tiles;
    uint tiles_h;
    uint tiles_w;
    uint in_h;
    uint in_w;
    int pad_h;
    int pad_w;
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
    int left = int((tile - row * p.tiles_w) * TILE) - p.pad_w;
    int top = int((row - picture * p.tiles_h) * TILE) - p.pad_h;
    uint plane = p.input_base / 4 + (picture * p.channels + channel) * p.in_h * p.in_w;

    vec4 lines[MOST * MOST];
    [[unroll]] for (uint j = 0; j < REACH; j++) {
        vec4 d[MOST];
        uint x = uint(left + int(j));
        [[unroll]] for (uint i = 0; i < REACH; i++) {
            uint y = uint(top + int(i));
            bool inside = x < p.in_w && y < p.in_h;
            vec4 value = LOAD4(input_data, plane + (inside ? y * p.in_w + x : 0));
            d[i] = inside ? value : vec4(0);
        }
        transform_input(d);
        [[unroll]] for (uint i = 0; i < REACH; i++)
            lines[i * REACH + j] = d[i];
    }
    uint stride = p.channels * p.tiles;
    uint at = p.output_base / 4 + index;
    [[unroll]] for (uint i = 0; i < REACH; i++) {
        vec4 d[MOST];
        [[unroll]] for (uint j = 0; j < REACH; j++)
            d[j] = lines[i * REACH + j];
        transform_input(d);
        [[unroll]] for (uint j = 0; j < REACH; j++)
            output_data[at + (i * REACH + j) * stride] = ELEMENT4(d[j]);
    }
}
