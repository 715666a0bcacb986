#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Spreads the elements of each plane, and cuts or fills up its ends. With q = (x + first) / step and r its remainder, along each axis:
//   output[n][v][z][y][x] = input[n][v][qz][qy][qx] where all remainders are 0, else 0
//   PHASES: output[n][v][z][y][x] = input[n][((rz*STEP_H + ry)*STEP_W + rx)*in_vectors + v][qz][qy][qx]
// and 0 where that lies outside the input; then + residual where HAS_RESIDUAL, and 0 where HAS_GATE and the gate is not above 0.
// One invocation computes PIXELS neighbouring vectors of a row (layout.glsl): it divides once for all.
//
// input [N][in_vectors (each phase)][in_d][in_h][in_w] vectors; residual, gate and output [N][vectors][out_d][out_h][out_w] vectors
// parts = ceil(out_w / PIXELS), count = N*vectors*out_d*out_h*parts
// variants: f32 f16 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "gate.glsl"

layout(constant_id = 4) const bool PHASES = false;
layout(constant_id = 5) const uint PIXELS = 4;
layout(constant_id = 6) const uint STEP_D = 1;
layout(constant_id = 7) const uint STEP_H = 1;
layout(constant_id = 8) const uint STEP_W = 1;
layout(constant_id = 9) const bool HAS_RESIDUAL = false;
layout(constant_id = 10) const bool HAS_GATE = false;

LAYOUT_BUFFER(0, Input, input_data);
LAYOUT_BUFFER(1, Residual, residual_data);
LAYOUT_BUFFER(2, Gate, gate_data);
layout(binding = 3, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint residual_base;
    uint gate_base;
    uint output_base;
    uint count;
    uint parts;
    uint vectors;
    uint in_vectors;
    uint in_d;
    uint in_h;
    uint in_w;
    uint out_d;
    uint out_h;
    uint out_w;
    int first_d;
    int first_h;
    int first_w;
} p;

// Quotient and remainder along an axis; a quotient past every extent where the element is a zero.
uvec2 from(uint at, int first, uint step)
{
    int place = int(at) + first;
    uint element = uint(max(place, 0)) / step;
    uint rest = uint(max(place, 0)) - element * step;
    return uvec2(place >= 0 && (PHASES || rest == 0) ? element : 0xffffffffu, rest);
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint row = index / p.parts, layer = row / p.out_h, plane = layer / p.out_d, n = plane / p.vectors;
    uint left = (index - row * p.parts) * PIXELS;
    uvec2 y = from(row - layer * p.out_h, p.first_h, STEP_H), z = from(layer - plane * p.out_d, p.first_d, STEP_D);
    bool row_inside = y.x < p.in_h && z.x < p.in_d;
    uint vector = plane - n * p.vectors, phases = PHASES ? STEP_D * STEP_H * STEP_W : 1;
    [[unroll]] for (uint i = 0; i < PIXELS; i++) {
        uvec2 x = from(left + i, p.first_w, STEP_W);
        bool inside = row_inside && x.x < p.in_w;
        uint phase = PHASES ? (z.y * STEP_H + y.y) * STEP_W + x.y : 0;
        uint at = ((((n * phases + phase) * p.in_vectors + vector) * p.in_d + z.x) * p.in_h + y.x) * p.in_w + x.x;
        VECTOR value = LOAD(input_data, p.input_base / WIDTH + (inside ? at : 0));
        value = inside ? value : VECTOR(0);
        if (left + i < p.out_w) {
            uint target = row * p.out_w + left + i;
            if (HAS_RESIDUAL)
                value += LOAD(residual_data, p.residual_base / WIDTH + target);
            if (HAS_GATE)
                value = passed(value, LOAD(gate_data, p.gate_base / WIDTH + target));
            output_data[p.output_base / WIDTH + target] = STORED(value);
        }
    }
}
