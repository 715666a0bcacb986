#version 450
#extension GL_GOOGLE_include_directive : require
// Folds the elements under a sliding window, those inside the input:
//   FUNCTION 0: output[plane][z][y][x] = sum over kd, kh, kw of input[plane][z*STRIDE_D + kd*DILATION_D - pad_d][...][...] / n
//   FUNCTION 1: the largest of them; of equal ones the first counts
//   FUNCTION 2: (sum of |element|^exponent) ^ (1/exponent)
// where n is how many elements lie inside the input, or, where COUNT_PADDING, inside it and its padding.
// One invocation computes one vector of the output (layout.glsl).
//
// input   [planes][in_d][in_h][in_w] vectors, planes = batch * channels
// output  [planes][out_d][out_h][out_w] vectors, count of them
// indices as output, written where HAS_INDICES, in the plain layout and for FUNCTION 1 alone:
//   (first_plane + plane) * in_d*in_h*in_w + z*step_d + y*step_h + x*step_w of the element chosen
// VOLUME: there is a depth. FEW: the window has few taps. All are visited then, by loops that compilers unroll; of others only those inside
// the input: a kernel may be far larger than that.
// variants: f32 f16 i32 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "window.glsl"
#include "norm.glsl"

layout(constant_id = 13) const uint FUNCTION = 0;
layout(constant_id = 14) const bool COUNT_PADDING = false;
layout(constant_id = 15) const bool VOLUME = true;
layout(constant_id = 16) const bool FEW = false;
layout(constant_id = 17) const bool HAS_INDICES = false;

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { STORED output_data[]; };
layout(binding = 2, set = 0) writeonly buffer Indices { int indices_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint indices_base;
    uint count;
    uint in_d;
    uint in_h;
    uint in_w;
    uint out_d;
    uint out_h;
    uint out_w;
    int pad_d;
    int pad_h;
    int pad_w;
    int end_d;
    int end_h;
    int end_w;
    uint step_d;
    uint step_h;
    uint step_w;
    uint first_plane;
    float exponent;
} p;

const uint AVERAGE = 0;
const uint LARGEST = 1;

#ifdef ELEMENT_I32
#define LOWEST int(0x80000000u)
#else
#define LOWEST uintBitsToFloat(0xff800000u)
#endif

VECTOR result;
bool found = false;
uvec3 chosen = uvec3(0);
uint start;

VECTOR power(VECTOR x)
{
#if defined(ELEMENT_I32)
    return x;
#elif WIDTH == 4
    return vec4(power_of(x.x, p.exponent), power_of(x.y, p.exponent), power_of(x.z, p.exponent), power_of(x.w, p.exponent));
#else
    return power_of(x, p.exponent);
#endif
}

void fold(uint at, uvec3 place)
{
    VECTOR value = LOAD(input_data, start + at);
    if (FUNCTION == LARGEST) {
#if WIDTH == 1
        if (HAS_INDICES)
            // The first counts even where it is the lowest there is, or the index would be one outside the window.
            chosen = found && !(value > result) ? chosen : place;
#endif
        result = found ? LARGER(result, value) : value;
        found = true;
    } else {
        result += FUNCTION == AVERAGE ? value : power(value);
    }
}

// The same where the place may lie outside; loaded from the first element then, because a branch costs more than a load.
void fold_if(bool inside, uint at, uvec3 place)
{
    VECTOR before = result;
    bool found_before = found;
    uvec3 chosen_before = chosen;
    fold(inside ? at : 0, place);
    result = inside ? result : before;
    found = inside || found_before;
    if (HAS_INDICES)
        chosen = inside ? chosen : chosen_before;
}

void visit_all(ivec3 corner)
{
    for (uint kd = 0; kd < KERNEL_D; kd++) {
        uint z = VOLUME ? uint(corner.z + int(kd * DILATION_D)) : 0;
        for (uint kh = 0; kh < KERNEL_H; kh++) {
            uint y = uint(corner.y + int(kh * DILATION_H));
            uint row = (z * p.in_h + y) * p.in_w;
            bool inside = (!VOLUME || z < p.in_d) && y < p.in_h;
            for (uint kw = 0; kw < KERNEL_W; kw++) {
                uint x = uint(corner.x + int(kw * DILATION_W));
                fold_if(inside && x < p.in_w, row + x, uvec3(x, y, z));
            }
        }
    }
}

void visit(ivec3 corner, uvec2 taps_d, uvec2 taps_h, uvec2 taps_w)
{
    for (uint kd = taps_d.x; kd < taps_d.y; kd++) {
        uint z = VOLUME ? uint(corner.z + int(kd * DILATION_D)) : 0;
        for (uint kh = taps_h.x; kh < taps_h.y; kh++) {
            uint y = uint(corner.y + int(kh * DILATION_H));
            for (uint kw = taps_w.x; kw < taps_w.y; kw++) {
                uint x = uint(corner.x + int(kw * DILATION_W));
                fold((z * p.in_h + y) * p.in_w + x, uvec3(x, y, z));
            }
        }
    }
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uvec4 place = place_of(index, VOLUME ? p.out_d : 1, p.out_h, p.out_w);
    ivec3 corner = window_corner(place, ivec3(p.pad_w, p.pad_h, VOLUME ? p.pad_d : 0));
    start = p.input_base / WIDTH + place.w * p.in_d * p.in_h * p.in_w;
    uvec2 taps_d = VOLUME ? taps_inside(corner.z, KERNEL_D, DILATION_D, p.in_d) : uvec2(0, 1);
    uvec2 taps_h = taps_inside(corner.y, KERNEL_H, DILATION_H, p.in_h);
    uvec2 taps_w = taps_inside(corner.x, KERNEL_W, DILATION_W, p.in_w);
    result = VECTOR(FUNCTION == LARGEST ? LOWEST : 0);
    if (FEW)
        visit_all(corner);
    else
        visit(corner, taps_d, taps_h, taps_w);
#ifndef ELEMENT_I32
    if (FUNCTION == AVERAGE) {
        // end is where the padding past the input ends: a window rounded up may reach beyond, one never starts before the padding.
        uvec3 counted = COUNT_PADDING
            ? uvec3(VOLUME ? padded_taps(corner.z, KERNEL_D, DILATION_D, p.end_d) : 1,
                    padded_taps(corner.y, KERNEL_H, DILATION_H, p.end_h), padded_taps(corner.x, KERNEL_W, DILATION_W, p.end_w))
            : uvec3(taps_d.y - taps_d.x, taps_h.y - taps_h.x, taps_w.y - taps_w.x);
        // As reals: the product of three counts may pass 32 bits.
        vec3 n = max(vec3(counted), 1.0);
        result /= n.x * n.y * n.z;
    } else if (FUNCTION != LARGEST) {
#if WIDTH == 4
        result = vec4(root_of(result.x, p.exponent), root_of(result.y, p.exponent), root_of(result.z, p.exponent), root_of(result.w, p.exponent));
#else
        result = root_of(result, p.exponent);
#endif
    }
#endif
    output_data[p.output_base / WIDTH + index] = STORED(result);
#if WIDTH == 1
    if (HAS_INDICES) {
        uint plane = (p.first_plane + place.w) * p.in_d * p.in_h * p.in_w;
        indices_data[p.indices_base + index] = int(plane + chosen.z * p.step_d + chosen.y * p.step_h + chosen.x * p.step_w);
    }
#endif
}
